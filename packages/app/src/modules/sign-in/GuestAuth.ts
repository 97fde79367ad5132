import { ResponseError } from '@backstage/errors';
import {
  BackstageIdentityResponse,
  DiscoveryApi,
  ProfileInfo,
} from '@backstage/frontend-plugin-api';
import { z } from 'zod/v4';
import { AuthApi } from './AuthApi';

/** A token is asked for again this long before it ends. */
const marginSeconds = 300;

const sessionSchema = z.object({
  profile: z.object({
    email: z.string().optional(),
    displayName: z.string().optional(),
    picture: z.string().optional(),
  }),
  backstageIdentity: z.object({
    token: z.string(),
    expiresInSeconds: z.number(),
    identity: z.object({
      type: z.literal('user'),
      userEntityRef: z.string(),
      ownershipEntityRefs: z.array(z.string()),
    }),
  }),
});

type Session = {
  identity: BackstageIdentityResponse;
  profile: ProfileInfo;
  /** Milliseconds. */
  renewAt: number;
};

/** The guest's session: the auth backend gives one to whoever asks, when it is configured to. */
export class GuestAuth implements AuthApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #now: () => number;
  /** Shared by those who ask at the same time. */
  #session: Promise<Session> | undefined;
  #renewAt = 0;

  constructor(options: { discoveryApi: DiscoveryApi; now: () => number }) {
    this.#discoveryApi = options.discoveryApi;
    this.#now = options.now;
  }

  async getBackstageIdentity(): Promise<BackstageIdentityResponse> {
    return (await this.#getSession()).identity;
  }

  async getProfile(): Promise<ProfileInfo> {
    return (await this.#getSession()).profile;
  }

  async signOut(): Promise<void> {
    this.#session = undefined;
  }

  async #getSession(): Promise<Session> {
    if (!this.#session || this.#now() >= this.#renewAt) {
      this.#renewAt = Infinity;
      this.#session = this.#fetchSession();
      this.#session.then(
        session => {
          this.#renewAt = session.renewAt;
        },
        () => {
          this.#session = undefined;
        },
      );
    }
    return this.#session;
  }

  async #fetchSession(): Promise<Session> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('auth');
    const response = await fetch(`${baseUrl}/guest/refresh`, {
      headers: { 'X-Requested-With': 'XMLHttpRequest' },
      credentials: 'include',
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const { profile, backstageIdentity } = sessionSchema.parse(
      await response.json(),
    );
    const { expiresInSeconds, ...identity } = backstageIdentity;
    const start = this.#now();
    return {
      profile,
      identity: {
        ...identity,
        expiresAt: new Date(start + expiresInSeconds * 1000),
      },
      renewAt: start + (expiresInSeconds - marginSeconds) * 1000,
    };
  }
}
