import { deployToAws } from "./aws";
import { loadSettings } from "./config/load";

export const {
  url,
  loadBalancer,
  activeColor,
  weights,
  releases,
  schema,
  trafficRule,
  previewHeader,
  previewTokens,
  longestReleaseSeconds,
  repositoryUrl,
  snapshotLocation,
  kubeconfig,
  operations,
} = deployToAws(loadSettings());
