import { describeContracts } from '../../../contracts/describeContracts';
import { inRecordedOrder } from '../testing/inRecordedOrder';
import { startLoki } from './startLoki';

describeContracts({
  system: 'loki',
  start: async scenario => {
    const loki = await startLoki({
      authEnabled: scenario === '05-tenants',
      startUpMs: scenario === '01-push' ? 1_500 : 0,
    });
    return {
      bases: { loki: loki.url },
      given: {},
      summarize: ({ name }, answered, recorded) =>
        name.startsWith('series')
          ? inRecordedOrder(answered, recorded)
          : answered,
      close: () => loki.close(),
    };
  },
  notCovered: {
    '01-push': {
      23: 'the words of the JSON decoder that Loki uses, with pieces of the body',
      25: 'the words of the JSON decoder that Loki uses, with pieces of the body',
    },
    '03-labels': {
      18: 'volume over time: nothing here asks for it',
      20: 'detected fields: nothing here asks for them',
      21: 'detected fields: nothing here asks for them',
      22: 'patterns: nothing here asks for them',
      24: 'patterns: nothing here asks for them',
      25: 'the formatter of queries: nothing here asks for it',
      26: 'the formatter of queries: nothing here asks for it',
    },
    '06-tail': {
      1: 'tail over WebSocket: the portal reads ranges',
      3: 'tail over WebSocket: the portal reads ranges',
      6: 'tail over WebSocket: the portal reads ranges',
    },
  },
  minimum: 0.92,
});
