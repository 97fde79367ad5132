import { equalJson } from '../schema/json';
import { SchemaType } from '../schema/SchemaType';
import { FieldPath, FieldSet } from './FieldSet';
import { entriesOf, isBlank, itemsOf, shapeOf, typeAt } from './shapes';
import { fieldStep, itemStep } from './steps';

/** What became of the places of an object. */
export interface Comparison {
  added: FieldSet;
  modified: FieldSet;
  removed: FieldSet;
}

type Change = keyof Comparison;

interface Sides {
  before: unknown;
  after: unknown;
}

export function compareTyped(
  type: SchemaType,
  before: unknown,
  after: unknown,
): Comparison {
  const paths: Record<Change, FieldPath[]> = {
    added: [],
    modified: [],
    removed: [],
  };
  walk(type, { before, after }, [], (change, path) => paths[change].push(path));
  return {
    added: FieldSet.fromPaths(paths.added),
    modified: FieldSet.fromPaths(paths.modified),
    removed: FieldSet.fromPaths(paths.removed),
  };
}

type Report = (change: Change, path: FieldPath) => void;

function walk(
  type: SchemaType,
  sides: Sides,
  path: FieldPath,
  report: Report,
): void {
  const { before, after } = sides;
  if (equalJson(before, after)) return;
  const shapes = new Set(
    [before, after]
      .filter(value => value !== undefined && value !== null)
      .map(value => shapeOf(type, value)),
  );
  const bothBlank = isBlank(before) && isBlank(after);
  if (bothBlank || shapes.size !== 1 || shapes.has('leaf')) {
    report(changeOf(sides), path);
    return;
  }
  const children = shapes.has('map')
    ? childrenOfMaps(type, sides)
    : childrenOfLists(type, sides);
  for (const [step, childType, childSides] of children) {
    walk(childType, childSides, [...path, step], report);
  }
  if (before === undefined) report('added', path);
  else if (after === undefined) report('removed', path);
}

function changeOf({ before, after }: Sides): Change {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'modified';
}

type Child = [step: string, type: SchemaType, sides: Sides];

function childrenOfMaps(type: SchemaType, { before, after }: Sides): Child[] {
  const left = new Map(entriesOf(before));
  const right = new Map(entriesOf(after));
  return [...new Set([...left.keys(), ...right.keys()])].map(key => [
    fieldStep(key),
    typeAt(type, key),
    { before: left.get(key), after: right.get(key) },
  ]);
}

function childrenOfLists(type: SchemaType, { before, after }: Sides): Child[] {
  const left = indexItems(type, before);
  const right = indexItems(type, after);
  return [...new Set([...left.keys(), ...right.keys()])].map(step => [
    step,
    type.element,
    { before: left.get(step), after: right.get(step) },
  ]);
}

/** The items of a list by what names them; the first of doubles counts. */
export function indexItems(
  type: SchemaType,
  list: unknown,
): Map<string, unknown> {
  const items = new Map<string, unknown>();
  for (const item of itemsOf(list)) {
    const step = itemStep(type, item);
    if (!items.has(step)) items.set(step, item);
  }
  return items;
}
