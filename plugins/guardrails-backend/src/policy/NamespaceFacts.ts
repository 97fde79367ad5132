/** What is known of a namespace. */
export type NamespaceFacts = {
  name: string;
  /** Absent when the namespace could not be read. */
  labels?: Readonly<Record<string, string>>;
};
