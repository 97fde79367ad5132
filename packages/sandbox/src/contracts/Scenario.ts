/** JSON as it stands in a recording, or in an answer. */
export type Json =
  | null
  | boolean
  | number
  | string
  | Json[]
  | { [key: string]: Json };

export type RecordedRequest = {
  method: string;
  /** With the query; sometimes a whole URL that begins with a placeholder. */
  path: string;
  headers?: Record<string, string>;
  body?: Json;
};

export type RecordedResponse = {
  status: number;
  headers?: Record<string, string>;
  /** Absent: the answer had no body. */
  body?: Json;
  /** The events of a watch, instead of a body. */
  stream?: Json[];
  closedByServer?: boolean;
  /** The body was the same as the one of that exchange. */
  $sameAs?: number;
};

/** What the system sent to a webhook receiver. */
export type Delivery = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Json;
  signatureIsHmacSha256OfBody?: boolean;
};

/** One entry of a recording; what each field means is said in `contracts/README.md`. */
export type Exchange = {
  name: string;
  system?: string;
  request?: RecordedRequest;
  response?: RecordedResponse;
  eventually?: boolean;
  while?: Exchange[];
  command?: string;
  before?: string;
  audit?: Json[];
  delivery?: Delivery;
  /** That many further deliveries arrived. */
  count?: number;
};

/** An entry with its place in the flattened list: entries of `while` follow the stream they belong to. */
export type Step = {
  index: number;
  exchange: Exchange;
  while: Step[];
};

export type Scenario = {
  system: string;
  /** The file's name without its ending: `03-contents`. */
  name: string;
  title: string;
  notes: string[];
  exchanges: Exchange[];
  /** Top-level steps in order. */
  steps: Step[];
};
