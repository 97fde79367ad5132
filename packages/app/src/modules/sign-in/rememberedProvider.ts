const key = 'portolan.signIn.provider';

/** How the person signed in on this browser last, so that a reload does not ask again. */
export const rememberedProvider = {
  get: (): string | undefined => localStorage.getItem(key) ?? undefined,
  set: (id: string) => localStorage.setItem(key, id),
  forget: () => localStorage.removeItem(key),
};
