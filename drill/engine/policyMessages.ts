import {
  AnalyzeRequest,
  AnalyzerPropertyDependencies,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzerResourceOptions,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { isObject, type Json, type Properties } from "./envelope";
import type { Goal } from "./goal";
import type { ResourceState } from "./state";
import { toStruct } from "./struct";
import { urnName } from "./urn";

/** A resource as a policy pack is shown it. */
export interface Subject {
  /** The checked inputs where it is about to be made or changed, its outputs where the whole stack is looked at. */
  properties: Properties;
  /** What is wanted of it beside its properties. */
  state: Omit<ResourceState, "inputs" | "outputs">;
  goal: Pick<Goal, "deleteBeforeReplace" | "aliases"> | undefined;
  /** The explicit provider that looks after it; undefined of a component, and of a provider itself. */
  provider: ResourceState | undefined;
}

/** What a pack is asked about a resource, and the bytes that it is known again by. */
export interface Question {
  request: AnalyzeRequest;
  bytes: Uint8Array;
}

const questions = new WeakMap<Subject, Question>();

/** Written once for each subject: what is mended and what is wrong are two calls with one question. */
export function questionAbout(subject: Subject): Question {
  const known = questions.get(subject);
  if (known !== undefined) return known;
  const request = analyzeRequest(subject);
  const question = { request, bytes: request.serializeBinary() };
  questions.set(subject, question);
  return question;
}

function analyzeRequest({ properties, state, goal, provider }: Subject): AnalyzeRequest {
  return new AnalyzeRequest()
    .setUrn(state.urn)
    .setType(state.type)
    .setName(urnName(state.urn))
    .setProperties(toStruct(shown(properties)))
    .setOptions(optionsOf(state, goal))
    .setProvider(provider && providerOf(provider));
}

export function analyzerResource({ properties, state, goal, provider }: Subject): AnalyzerResource {
  const resource = new AnalyzerResource()
    .setUrn(state.urn)
    .setType(state.type)
    .setName(urnName(state.urn))
    .setProperties(toStruct(shown(properties)))
    .setOptions(optionsOf(state, goal))
    .setProvider(provider && providerOf(provider))
    .setParent(state.parent)
    .setDependenciesList(state.dependencies);
  for (const [property, urns] of Object.entries(state.propertyDependencies)) {
    if (urns.length === 0) continue;
    const dependencies = new AnalyzerPropertyDependencies().setUrnsList(urns);
    resource.getPropertydependenciesMap().set(property, dependencies);
  }
  return resource;
}

function providerOf({ urn, type, inputs }: ResourceState): AnalyzerProviderResource {
  return new AnalyzerProviderResource()
    .setUrn(urn)
    .setType(type)
    .setName(urnName(urn))
    .setProperties(toStruct(shown(inputs)));
}

function optionsOf(state: Subject["state"], goal: Subject["goal"]): AnalyzerResourceOptions {
  const { customTimeouts } = state;
  const timeouts = new AnalyzerResourceOptions.CustomTimeouts()
    .setCreate(customTimeouts.create)
    .setUpdate(customTimeouts.update)
    .setDelete(customTimeouts.delete);
  return new AnalyzerResourceOptions()
    .setProtect(state.protect)
    .setIgnorechangesList(state.ignoreChanges)
    .setDeletebeforereplace(goal?.deleteBeforeReplace ?? false)
    .setDeletebeforereplacedefined(goal?.deleteBeforeReplace !== undefined)
    .setAdditionalsecretoutputsList(state.additionalSecretOutputs)
    .setAliasesList(goal?.aliases ?? [])
    .setCustomtimeouts(timeouts)
    .setParent(state.parent);
}

/** Secrets and unknown values stay marked; what a provider keeps there for itself is left out. */
function shown(properties: Properties): Properties {
  const entries = Object.entries(properties).filter(([key]) => !key.startsWith("__"));
  return Object.fromEntries(entries.map(([key, value]) => [key, shownValue(value)]));
}

function shownValue(value: Json): Json {
  if (Array.isArray(value)) return value.map(shownValue);
  return isObject(value) ? shown(value) : value;
}
