import {
  createFrontendModule,
  createTranslationMessages,
} from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { homeTranslationRef } from '@backstage/plugin-home';
import { notificationsTranslationRef } from '@backstage/plugin-notifications';

const home = createTranslationMessages({
  ref: homeTranslationRef,
  messages: {
    'starredEntities.noStarredEntitiesMessage':
      'What you star in the catalog shows here.',
  },
});

const notifications = createTranslationMessages({
  ref: notificationsTranslationRef,
  messages: {
    'unreadCard.title_one': 'Notifications ({{count}})',
    'unreadCard.title_other': 'Notifications ({{count}})',
    'unreadCard.emptyState': 'No unread notification.',
  },
});

/** Stock texts said in Portolan's words. */
export const textsModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    TranslationBlueprint.make({ name: 'home', params: { resource: home } }),
    TranslationBlueprint.make({
      name: 'notifications',
      params: { resource: notifications },
    }),
  ],
});
