import { createApp } from '@backstage/frontend-defaults';
import { argoCdModule } from './modules/argo-cd';
import { catalogModule } from './modules/catalog';
import { homeModule } from './modules/home';
import { navModule } from './modules/nav';
import { pageModule } from './modules/page';
import { signInModule } from './modules/sign-in';
import { textsModule } from './modules/texts';
import { themeModule } from './modules/theme';
import { whereItRunsModule } from './modules/where-it-runs';

/** The portal. Every plugin among the dependencies of this package joins by itself: `app.packages` in app-config.yaml. */
export default createApp({
  features: [
    argoCdModule,
    catalogModule,
    homeModule,
    navModule,
    pageModule,
    signInModule,
    textsModule,
    themeModule,
    whereItRunsModule,
  ],
});
