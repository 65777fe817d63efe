import type { Answers, MethodName, Methods, Request } from "./messages";
import type { StandInProvider } from "./provider/provider";
import type { StandIn } from "./standIn";

export type Handlers = {
  [Name in MethodName]: (
    ...args: Parameters<Methods[Name]>
  ) => Answers[Name] | Promise<Answers[Name]>;
};

/** What the cloud's process does for each message of the drill's. */
export function handlersOf(cloud: StandIn, provider: StandInProvider): Handlers {
  return {
    publish: (image) => {
      cloud.registry.publish(image);
    },
    failJobs: (namePrefix) => {
      cloud.failures.add(namePrefix);
    },
    healJobs: () => {
      cloud.failures.clear();
    },
    setKubernetes: (up) => {
      cloud.setKubernetes(up);
    },
    setSessionStore: (up) => {
      cloud.setSessionStore(up);
    },
    breakPods: (fault) => {
      cloud.cluster.faults.break(fault);
    },
    mendPods: () => {
      cloud.cluster.faults.mend();
    },
    restartSessionStore: () => cloud.restartSessionStore(),
    setDatabase: (up) => cloud.setDatabase(up),
    throttleBalancer: (on) => {
      cloud.throttle.on = on;
    },
    startPostgres: () => cloud.dumps.start(),
    dump: () => cloud.dumps.dump(),
    stopPostgres: () => {
      cloud.dumps.stop();
    },
    observe: () => cloud.observe(),
    notifications: () => cloud.notifications,
    secrets: () => provider.secrets,
    close: () => cloud.close(),
  };
}

export function handle<Name extends MethodName>(
  handlers: { [Method in Name]: Handlers[Method] },
  { method, args }: Request<Name>,
): Answers[Name] | Promise<Answers[Name]> {
  return handlers[method](...args);
}
