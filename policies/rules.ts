import { backupsLast } from "./data/backupsLast";
import { bucketIsEncrypted } from "./data/bucketIsEncrypted";
import { bucketIsPrivate } from "./data/bucketIsPrivate";
import { bucketIsVersioned } from "./data/bucketIsVersioned";
import { bucketPolicyIsClosed } from "./data/bucketPolicyIsClosed";
import { dataIsProtected } from "./data/dataIsProtected";
import { databaseGoesBack } from "./data/databaseGoesBack";
import { databaseIsEncrypted } from "./data/databaseIsEncrypted";
import { databaseOutlivesZone } from "./data/databaseOutlivesZone";
import { databaseRefusesDeletion } from "./data/databaseRefusesDeletion";
import { databaseSpeaksTls } from "./data/databaseSpeaksTls";
import { publicAccessIsBlocked } from "./data/publicAccessIsBlocked";
import { restoreIsBeside } from "./data/restoreIsBeside";
import { sessionStoreAsksForToken } from "./data/sessionStoreAsksForToken";
import { sessionStoreIsEncrypted } from "./data/sessionStoreIsEncrypted";
import { sessionStoreNeverEvicts } from "./data/sessionStoreNeverEvicts";
import { sessionStoreOutlivesZone } from "./data/sessionStoreOutlivesZone";
import { sessionStoreSpeaksTls } from "./data/sessionStoreSpeaksTls";
import { balancerDropsInvalidHeaders } from "./edge/balancerDropsInvalidHeaders";
import { balancerKeepsLogs } from "./edge/balancerKeepsLogs";
import { balancerRefusesDeletion } from "./edge/balancerRefusesDeletion";
import { clusterHasAllowList } from "./edge/clusterHasAllowList";
import { databaseHasNoPublicAddress } from "./edge/databaseHasNoPublicAddress";
import { firewallIsThere } from "./edge/firewallIsThere";
import { firewallKeepsManagedRules } from "./edge/firewallKeepsManagedRules";
import { firewallLimitsFloods } from "./edge/firewallLimitsFloods";
import { firewallReadsNoChats } from "./edge/firewallReadsNoChats";
import { httpsIsRemembered } from "./edge/httpsIsRemembered";
import { httpOnlyRedirects } from "./edge/httpOnlyRedirects";
import { httpsSpeaksTls13 } from "./edge/httpsSpeaksTls13";
import { namespaceIsClosed } from "./edge/namespaceIsClosed";
import { onlyBalancerIsOpen } from "./edge/onlyBalancerIsOpen";
import { declaredIsKept } from "./declared";
import { exceptionsAreInSight } from "./exceptions";
import { autoscalersAreOn } from "./pods/autoscalersAreOn";
import { budgetsCoverTheirPods } from "./pods/budgetsCoverTheirPods";
import { configMapsHoldNoSecrets } from "./pods/configMapsHoldNoSecrets";
import { containersHaveLimits } from "./pods/containersHaveLimits";
import { jobsEnd } from "./pods/jobsEnd";
import { jobsStay } from "./pods/jobsStay";
import { podsAreNotRoot } from "./pods/podsAreNotRoot";
import { podsAreProbed } from "./pods/podsAreProbed";
import { podsDropCapabilities } from "./pods/podsDropCapabilities";
import { podsGainNoPrivileges } from "./pods/podsGainNoPrivileges";
import { podsGetNoToken } from "./pods/podsGetNoToken";
import { podsHaveSeccomp } from "./pods/podsHaveSeccomp";
import { podsKeepOffTheNode } from "./pods/podsKeepOffTheNode";
import { probesAskTheVersion } from "./pods/probesAskTheVersion";
import { replicasAreTheAutoscalers } from "./pods/replicasAreTheAutoscalers";
import { rolloutsAreSurgeOnly } from "./pods/rolloutsAreSurgeOnly";
import { rolloutsWaitForHealth } from "./pods/rolloutsWaitForHealth";
import { secretsAreReferences } from "./pods/secretsAreReferences";
import { imagesAreScanned } from "./registry/imagesAreScanned";
import { noRuleTakesAnyImage } from "./registry/noRuleTakesAnyImage";
import { releaseTagsAreImmutable } from "./registry/releaseTagsAreImmutable";
import { releasesAreCounted } from "./registry/releasesAreCounted";
import { untaggedImagesExpire } from "./registry/untaggedImagesExpire";
import { activeColorHasCapacity } from "./releases/activeColorHasCapacity";
import { colorRunsItsRelease } from "./releases/colorRunsItsRelease";
import { colorsReadTheSchema } from "./releases/colorsReadTheSchema";
import { imagesByDigest } from "./releases/imagesByDigest";
import { migrationFollowsSnapshot } from "./releases/migrationFollowsSnapshot";
import type { Rule } from "./rule";
import { rollbackBuildHoldsNoSecret } from "./state/rollbackBuildHoldsNoSecret";
import { secretsProviderIsNoPassphrase } from "./state/secretsProvider";
import { stateIsShared } from "./state/stateIsShared";
import { costsAreTagged } from "./tags/costsAreTagged";
import { databaseCopiesAreTagged } from "./tags/databaseCopiesAreTagged";
import { tagsAreNotOverridden } from "./tags/tagsAreNotOverridden";
import { balancerLetsGoFirst } from "./traffic/balancerLetsGoFirst";
import { crossZoneWhereCookiesAre } from "./traffic/crossZoneWhereCookiesAre";
import { groupCookieOnlyDuringCanary } from "./traffic/groupCookieOnlyDuringCanary";
import { noApplicationCookie } from "./traffic/noApplicationCookie";
import { stopComesBeforeKill } from "./traffic/stopComesBeforeKill";
import { trafficFollowsActiveColor } from "./traffic/trafficFollowsActiveColor";
import { trafficNamesNoIdleGroup } from "./traffic/trafficNamesNoIdleGroup";
import { trafficRuleComesLast } from "./traffic/trafficRuleComesLast";
import { alarmsAreHeard } from "./watch/alarmsAreHeard";
import { backupsAreMissed } from "./watch/backupsAreMissed";
import { colorsAreWatchedAlike } from "./watch/colorsAreWatchedAlike";
import { noHostsIsAnAlarm } from "./watch/noHostsIsAnAlarm";
import { quietIsNoError } from "./watch/quietIsNoError";
import { rollbackHearsBothColors } from "./watch/rollbackHearsBothColors";
import { sessionsAreWatched } from "./watch/sessionsAreWatched";

/** The rules, by what they are about. */
export const GROUPS = {
  traffic: [
    balancerLetsGoFirst,
    crossZoneWhereCookiesAre,
    groupCookieOnlyDuringCanary,
    noApplicationCookie,
    stopComesBeforeKill,
    trafficFollowsActiveColor,
    trafficNamesNoIdleGroup,
    trafficRuleComesLast,
  ],
  releases: [
    activeColorHasCapacity,
    colorRunsItsRelease,
    colorsReadTheSchema,
    imagesByDigest,
    migrationFollowsSnapshot,
  ],
  registry: [
    imagesAreScanned,
    noRuleTakesAnyImage,
    releaseTagsAreImmutable,
    releasesAreCounted,
    untaggedImagesExpire,
  ],
  data: [
    backupsLast,
    bucketIsEncrypted,
    bucketIsPrivate,
    bucketIsVersioned,
    bucketPolicyIsClosed,
    dataIsProtected,
    databaseGoesBack,
    databaseIsEncrypted,
    databaseOutlivesZone,
    databaseRefusesDeletion,
    databaseSpeaksTls,
    publicAccessIsBlocked,
    restoreIsBeside,
    sessionStoreAsksForToken,
    sessionStoreIsEncrypted,
    sessionStoreNeverEvicts,
    sessionStoreOutlivesZone,
    sessionStoreSpeaksTls,
  ],
  edge: [
    balancerDropsInvalidHeaders,
    balancerKeepsLogs,
    balancerRefusesDeletion,
    clusterHasAllowList,
    databaseHasNoPublicAddress,
    firewallIsThere,
    firewallKeepsManagedRules,
    firewallLimitsFloods,
    firewallReadsNoChats,
    httpsIsRemembered,
    httpOnlyRedirects,
    httpsSpeaksTls13,
    namespaceIsClosed,
    onlyBalancerIsOpen,
  ],
  pods: [
    autoscalersAreOn,
    budgetsCoverTheirPods,
    configMapsHoldNoSecrets,
    containersHaveLimits,
    jobsEnd,
    jobsStay,
    podsAreNotRoot,
    podsAreProbed,
    podsDropCapabilities,
    podsGainNoPrivileges,
    podsGetNoToken,
    podsHaveSeccomp,
    podsKeepOffTheNode,
    probesAskTheVersion,
    replicasAreTheAutoscalers,
    rolloutsAreSurgeOnly,
    rolloutsWaitForHealth,
    secretsAreReferences,
  ],
  watch: [
    alarmsAreHeard,
    backupsAreMissed,
    colorsAreWatchedAlike,
    noHostsIsAnAlarm,
    quietIsNoError,
    rollbackHearsBothColors,
    sessionsAreWatched,
  ],
  state: [rollbackBuildHoldsNoSecret, secretsProviderIsNoPassphrase, stateIsShared],
  tags: [costsAreTagged, databaseCopiesAreTagged, tagsAreNotOverridden],
} as const satisfies Record<string, readonly Rule[]>;

/** Every rule of the pack, in the order in which they are asked. */
export const RULES: readonly Rule[] = [
  declaredIsKept,
  ...Object.values(GROUPS).flat(),
  // It tells what the others have let pass.
  exceptionsAreInSight,
];
