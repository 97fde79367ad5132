import { html } from './html';
import { PageContent } from './layout';

/** Only to a page of this host: an address elsewhere would make a trap of the form. */
export function safeTarget(text: unknown): string {
  return typeof text === 'string' && /^\/(?![/\\])/.test(text) ? text : '/';
}

export function signInPage(options: {
  target: string;
  failed: boolean;
}): PageContent {
  const { target, failed } = options;
  return {
    title: 'Sign in',
    body: html`<h1>Sign in</h1>
      <form class="signin" method="post" action="/user/login">
        ${failed &&
        html`<p class="bad" role="alert">
          The user name or the password is not right.
        </p>`}
        <input type="hidden" name="redirect_to" value="${target}" />
        <label
          >User name <input name="user_name" autocomplete="username" required
        /></label>
        <label
          >Password
          <input
            name="password"
            type="password"
            autocomplete="current-password"
            required
        /></label>
        <button>Sign in</button>
      </form>`,
  };
}
