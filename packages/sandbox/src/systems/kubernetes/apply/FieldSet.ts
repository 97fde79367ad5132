import { isMap, JsonMap } from '../schema/json';

/** Steps from the root, each written as in `fieldsV1`: `f:spec`, `k:{"name":"web"}`, `v:"x"`. */
export type FieldPath = readonly string[];

const MEMBER = '.';

/**
 * A set of places in an object, kept as the tree that `fieldsV1` shows. A node
 * with children is itself in the set only when it is marked as a member.
 *
 * Sets are never changed once they are shared: operations return new ones.
 */
export class FieldSet {
  static readonly empty = new FieldSet(false, new Map());

  private constructor(
    readonly isMember: boolean,
    readonly children: ReadonlyMap<string, FieldSet>,
  ) {}

  static of(
    isMember: boolean,
    children: Iterable<[string, FieldSet]>,
  ): FieldSet {
    const kept = [...children].filter(([, child]) => !child.isEmpty);
    return isMember || kept.length > 0
      ? new FieldSet(isMember, new Map(kept))
      : FieldSet.empty;
  }

  static leaf(): FieldSet {
    return new FieldSet(true, new Map());
  }

  static fromPaths(paths: Iterable<FieldPath>): FieldSet {
    let set = FieldSet.empty;
    for (const path of paths) set = set.with(path);
    return set;
  }

  /** Reads `fieldsV1` of a managedFields entry. */
  static fromFieldsV1(fields: unknown): FieldSet {
    return isMap(fields) ? FieldSet.#read(fields, true) : FieldSet.empty;
  }

  static #read(fields: JsonMap, isRoot: boolean): FieldSet {
    const children = new Map<string, FieldSet>();
    for (const [step, child] of Object.entries(fields)) {
      if (step !== MEMBER && isMap(child)) {
        children.set(step, FieldSet.#read(child, false));
      }
    }
    const isMember = !isRoot && (MEMBER in fields || children.size === 0);
    return FieldSet.of(isMember, children);
  }

  toFieldsV1(): JsonMap {
    const fields: JsonMap = {};
    if (this.isMember && this.children.size > 0) fields[MEMBER] = {};
    for (const step of [...this.children.keys()].sort()) {
      fields[step] = this.child(step).toFieldsV1();
    }
    return fields;
  }

  get isEmpty(): boolean {
    return !this.isMember && this.children.size === 0;
  }

  child(step: string): FieldSet {
    return this.children.get(step) ?? FieldSet.empty;
  }

  has(path: FieldPath): boolean {
    const [step, ...rest] = path;
    return step === undefined ? this.isMember : this.child(step).has(rest);
  }

  with(path: FieldPath): FieldSet {
    const [step, ...rest] = path;
    if (step === undefined) return FieldSet.of(true, this.children);
    const children = new Map(this.children);
    children.set(step, this.child(step).with(rest));
    return FieldSet.of(this.isMember, children);
  }

  union(other: FieldSet): FieldSet {
    const steps = new Set([...this.children.keys(), ...other.children.keys()]);
    return FieldSet.of(
      this.isMember || other.isMember,
      [...steps].map(step => [step, this.child(step).union(other.child(step))]),
    );
  }

  intersection(other: FieldSet): FieldSet {
    return FieldSet.of(
      this.isMember && other.isMember,
      [...this.children].map(([step, child]) => [
        step,
        child.intersection(other.child(step)),
      ]),
    );
  }

  difference(other: FieldSet): FieldSet {
    return FieldSet.of(
      this.isMember && !other.isMember,
      [...this.children].map(([step, child]) => [
        step,
        child.difference(other.child(step)),
      ]),
    );
  }

  /** Without the members of the other set and everything below them. */
  without(other: FieldSet): FieldSet {
    if (other.isMember) return FieldSet.empty;
    return FieldSet.of(
      this.isMember,
      [...this.children].map(([step, child]) => [
        step,
        child.without(other.child(step)),
      ]),
    );
  }

  /** The members, each before those below it. */
  paths(): FieldPath[] {
    const own: FieldPath[] = this.isMember ? [[]] : [];
    const below = [...this.children.keys()].sort().flatMap(step =>
      this.child(step)
        .paths()
        .map(path => [step, ...path]),
    );
    return [...own, ...below];
  }

  equals(other: FieldSet): boolean {
    return (
      this.isMember === other.isMember &&
      this.children.size === other.children.size &&
      [...this.children].every(([step, child]) =>
        child.equals(other.child(step)),
      )
    );
  }
}
