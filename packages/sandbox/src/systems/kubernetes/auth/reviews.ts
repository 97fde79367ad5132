import { UserInfo, formatTime } from '../resources/ResourceContext';
import { Attributes } from './Attributes';
import { Authenticator } from './Authenticator';
import { Authorizer } from './Authorizer';

/** What a review asks; the fields that its kind does not have are absent. */
export interface ReviewSpec {
  token?: string;
  audiences?: string[];
  namespace?: string;
  resourceAttributes?: {
    namespace?: string;
    verb?: string;
    group?: string;
    version?: string;
    resource?: string;
    subresource?: string;
    name?: string;
  };
  nonResourceAttributes?: { path?: string; verb?: string };
  user?: string;
  uid?: string;
  groups?: string[];
  extra?: Record<string, string[]>;
}

/** The answer to a review: the parts of the object besides its kind. */
export interface ReviewResult {
  metadata: { creationTimestamp?: string; namespace?: string };
  spec?: ReviewSpec;
  status: object;
}

interface ReviewOptions {
  kind: string;
  /** Of the path, for the reviews of one namespace. */
  namespace?: string;
  spec: ReviewSpec;
  user: UserInfo;
}

/** Answers the kinds that are created only to be answered, and are never kept. */
export class Reviews {
  readonly #authenticator: Authenticator;
  readonly #authorizer: Authorizer;
  readonly #now: () => Date;

  constructor(options: {
    authenticator: Authenticator;
    authorizer: Authorizer;
    now: () => Date;
  }) {
    this.#authenticator = options.authenticator;
    this.#authorizer = options.authorizer;
    this.#now = options.now;
  }

  /** Absent for a kind that is no review. */
  answer(options: ReviewOptions): ReviewResult | undefined {
    const { kind, namespace, spec, user } = options;
    switch (kind) {
      case 'SelfSubjectReview':
        return {
          metadata: { creationTimestamp: formatTime(this.#now()) },
          status: { userInfo: user },
        };
      case 'TokenReview':
        return { metadata: {}, spec, status: this.#reviewToken(spec) };
      case 'SelfSubjectAccessReview':
        return { metadata: {}, spec, status: this.#reviewAccess(user, spec) };
      case 'SubjectAccessReview':
        return {
          metadata: {},
          spec,
          status: this.#reviewAccess(userOf(spec), spec),
        };
      case 'LocalSubjectAccessReview':
        return {
          metadata: { namespace },
          spec,
          status: this.#reviewAccess(userOf(spec), spec),
        };
      case 'SelfSubjectRulesReview':
        return {
          metadata: {},
          spec: {},
          status: this.#reviewRules(user, spec.namespace ?? ''),
        };
      default:
        return undefined;
    }
  }

  #reviewToken({ token = '', audiences }: ReviewSpec): object {
    const verified = this.#authenticator.verify(token);
    const shared = (audiences ?? verified?.audiences)?.filter(audience =>
      verified?.audiences.includes(audience),
    );
    if (!verified || !shared?.length) {
      return {
        user: {},
        error: '[invalid bearer token, token lookup failed]',
      };
    }
    return { authenticated: true, user: verified.user, audiences: shared };
  }

  #reviewAccess(user: UserInfo, spec: ReviewSpec): object {
    return this.#authorizer.decide(attributesOf(user, spec));
  }

  #reviewRules(user: UserInfo, namespace: string): object {
    const rules = this.#authorizer.rulesOf(user, namespace);
    return {
      resourceRules: rules
        .filter(rule => rule.resources?.length)
        .map(({ nonResourceURLs: _none, ...rule }) => rule),
      nonResourceRules: rules
        .filter(rule => rule.nonResourceURLs?.length)
        .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
      incomplete: false,
    };
  }
}

function userOf(spec: ReviewSpec): UserInfo {
  return {
    username: spec.user ?? '',
    uid: spec.uid,
    groups: spec.groups ?? [],
    extra: spec.extra,
  };
}

function attributesOf(user: UserInfo, spec: ReviewSpec): Attributes {
  if (spec.nonResourceAttributes) {
    const { path = '', verb = '' } = spec.nonResourceAttributes;
    return { kind: 'path', user, verb, path };
  }
  const asked = spec.resourceAttributes ?? {};
  const { resource = '', subresource } = asked;
  return {
    kind: 'resource',
    user,
    verb: asked.verb ?? '',
    group: asked.group ?? '',
    version: asked.version,
    resource: subresource ? `${resource}/${subresource}` : resource,
    name: asked.name || undefined,
    namespace: asked.namespace || undefined,
  };
}
