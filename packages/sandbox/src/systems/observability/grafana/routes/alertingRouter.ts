import express, { Router } from 'express';
import { GrafanaAlert, GrafanaRule } from '../alerting/GrafanaRules';
import { GrafanaContext } from '../GrafanaContext';

const intervalSeconds = 15;

/** The rules that Grafana evaluates, in the words of Prometheus and of its own ruler. */
export function alertingRouter(context: GrafanaContext): Router {
  const router = express.Router();
  const { rules } = context;
  router.get('/prometheus/grafana/api/v1/alerts', (_req, res) => {
    res.json({
      status: 'success',
      data: { alerts: rules.alerts.map(toAlert) },
    });
  });
  router.get('/prometheus/grafana/api/v1/rules', (_req, res) => {
    res.json({
      status: 'success',
      data: {
        groups: rules.rules.map(rule =>
          toGroup(
            rule,
            rules.alerts.filter(alert => alert.rule === rule),
          ),
        ),
      },
    });
  });
  router.get('/ruler/grafana/api/v1/rules', (_req, res) => {
    res.json(
      Object.fromEntries(
        rules.rules.map(rule => [rule.folder, [toRulerGroup(rule)]]),
      ),
    );
  });
  return router;
}

function toAlert(alert: GrafanaAlert): object {
  return {
    labels: alert.labels,
    annotations: alert.rule.annotations,
    state: alert.state,
    activeAt: alert.activeAt.toISOString(),
    value: alert.value,
  };
}

/** The rule's state is `firing`, that of its alerts `Alerting`. */
function toGroup(rule: GrafanaRule, alerts: GrafanaAlert[]): object {
  const firing = alerts.some(({ state }) => state === 'Alerting');
  const active = alerts.length > 0 ? 'pending' : 'inactive';
  return {
    name: rule.title,
    // The title of the folder, not a file.
    file: rule.folder,
    folderUid: rule.folderUid,
    rules: [
      {
        uid: rule.uid,
        state: firing ? 'firing' : active,
        name: rule.title,
        query: rule.expr,
        duration: rule.forMs / 1000,
        labels: rule.labels,
        annotations: rule.annotations,
        alerts: alerts.map(toAlert),
        health: 'ok',
        type: 'alerting',
      },
    ],
    interval: intervalSeconds,
  };
}

function toRulerGroup(rule: GrafanaRule): object {
  return {
    name: rule.title,
    interval: `${intervalSeconds}s`,
    rules: [
      {
        for: `${rule.forMs / 1000}s`,
        labels: rule.labels,
        annotations: rule.annotations,
        grafana_alert: {
          uid: rule.uid,
          title: rule.title,
          namespace_uid: rule.folderUid,
          rule_group: rule.title,
        },
      },
    ],
  };
}
