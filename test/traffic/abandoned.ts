import { type TrafficOptions, startTraffic } from "../../drill/traffic/traffic";

/** A drill that starts its users and is then killed. Its options are in its first argument. */
const options = JSON.parse(process.argv[2] ?? "") as TrafficOptions;
void startTraffic(options);
