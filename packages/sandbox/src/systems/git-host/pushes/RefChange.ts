/** A ref that moved: `before` is absent for a new one, `after` for one that is gone. */
export type RefChange = { ref: string; before?: string; after?: string };
