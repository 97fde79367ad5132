import { createHash } from 'node:crypto';
import Router from 'express-promise-router';
import type { Router as ExpressRouter } from 'express';
import {
  compareText,
  labelText,
  matchesAll,
  Matcher,
} from '../../query/labels';
import { badParameter, writeJson } from '../PrometheusError';
import { PrometheusContext } from '../PrometheusContext';
import { parseSelector } from '../promql/parseExpression';
import { ActiveAlert, GroupState, RuleState } from '../rules/RuleEngine';
import { Parameters, parameters } from './parameters';

const file = '/etc/prometheus/rules.yml';

/** Rules with their alerts, and the alerts alone. */
export function rulesRouter(context: PrometheusContext): ExpressRouter {
  const router = Router();
  router.get('/api/v1/alerts', (_req, res) =>
    writeJson(res, 200, {
      status: 'success',
      data: { alerts: inOrder(context.rules.alerts).map(toAlert) },
    }),
  );
  router.get('/api/v1/rules', (req, res) => {
    const given = parameters(req);
    const choose = readFilter(given);
    const withAlerts = !readBoolean(given, 'exclude_alerts');
    const groups = [...context.rules.groups]
      .sort((a, b) => compareText(a.group.name, b.group.name))
      .map(state => ({
        ...state,
        rules: state.rules.filter(rule => choose(rule, state.group.name)),
      }))
      .filter(({ rules }) => rules.length > 0);
    const page = readPage(given, groups);
    writeJson(res, 200, {
      status: 'success',
      data: {
        groups: page.groups.map(group => toGroup(group, withAlerts)),
        ...(page.next && { groupNextToken: page.next }),
      },
    });
  });
  return router;
}

function readFilter(
  given: Parameters,
): (state: RuleState, group: string) => boolean {
  const type = given.get('type');
  if (type !== undefined && !/^(alert|record)$/.test(type)) {
    throw badParameter('type', `not supported value "${type}"`);
  }
  const kind = type && (type === 'alert' ? 'alerting' : 'recording');
  const names = given.all('rule_name[]');
  const groups = given.all('rule_group[]');
  const files = given.all('file[]');
  const matches: Matcher[][] = given.all('match[]').map(parseSelector);
  return ({ rule }, group) =>
    (!kind || rule.kind === kind) &&
    (names.length === 0 || names.includes(rule.name)) &&
    (groups.length === 0 || groups.includes(group)) &&
    (files.length === 0 || files.includes(file)) &&
    (matches.length === 0 ||
      matches.some(matchers => matchesAll(rule.labels, matchers)));
}

function readBoolean(given: Parameters, name: string): boolean {
  const text = given.get(name) ?? 'false';
  if (!/^(1|0|t|f|true|false)$/i.test(text)) {
    throw badParameter(
      name,
      `error converting ${name}: strconv.ParseBool: parsing "${text}": invalid syntax`,
    );
  }
  return /^(1|t|true)$/i.test(text);
}

function readPage(
  given: Parameters,
  groups: GroupState[],
): { groups: GroupState[]; next?: string } {
  const text = given.get('group_limit');
  if (text === undefined) return { groups };
  if (!/^\d+$/.test(text)) {
    throw badParameter(
      'group_limit',
      `group_limit needs to be a valid number: strconv.ParseInt: parsing "${text}": invalid syntax`,
    );
  }
  const token = given.get('group_next_token');
  const from = token
    ? groups.findIndex(({ group }) => tokenOf(group.name) === token)
    : 0;
  if (from < 0) {
    throw badParameter(
      'group_next_token',
      `invalid group_next_token '${token}'. were rule groups changed?`,
    );
  }
  const to = from + Number(text);
  const next = groups[to]?.group.name;
  return {
    groups: groups.slice(from, to),
    next: next === undefined ? undefined : tokenOf(next),
  };
}

function tokenOf(group: string): string {
  return createHash('sha1').update(`${file};${group}`).digest('hex');
}

function toGroup({ group, rules }: GroupState, withAlerts: boolean): object {
  return {
    name: group.name,
    file,
    rules: rules.map(state => toRule(state, withAlerts)),
    interval: group.intervalMs / 1000,
    limit: 0,
    evaluationTime: 0.001,
    lastEvaluation: rules[0].lastEvaluation.toISOString(),
  };
}

function toRule(state: RuleState, withAlerts: boolean): object {
  const { rule, lastError } = state;
  const common = {
    name: rule.name,
    query: rule.query,
    ...(Object.keys(rule.labels).length > 0 && { labels: rule.labels }),
    health: lastError ? 'err' : 'ok',
    ...(lastError && { lastError }),
    evaluationTime: 0.001,
    lastEvaluation: state.lastEvaluation.toISOString(),
    type: rule.kind,
  };
  if (rule.kind === 'recording') return common;
  return {
    ...common,
    state: stateOf(state.alerts),
    duration: rule.forMs / 1000,
    keepFiringFor: rule.keepFiringForMs / 1000,
    labels: rule.labels,
    annotations: rule.annotations,
    alerts: withAlerts ? state.alerts.map(toAlert) : null,
  };
}

function inOrder(alerts: ActiveAlert[]): ActiveAlert[] {
  return [...alerts].sort((a, b) =>
    compareText(labelText(a.labels), labelText(b.labels)),
  );
}

function stateOf(alerts: ActiveAlert[]): string {
  if (alerts.some(({ state }) => state === 'firing')) return 'firing';
  return alerts.length > 0 ? 'pending' : 'inactive';
}

function toAlert(alert: ActiveAlert): object {
  return {
    labels: alert.labels,
    annotations: alert.annotations,
    state: alert.state,
    activeAt: alert.activeAt.toISOString(),
    value: exponentText(alert.value),
  };
}

/** `1.2e+01`, as Go writes it. */
function exponentText(value: number): string {
  return value
    .toExponential()
    .replace(/e([+-])(\d)$/, (_, sign, digit) => `e${sign}0${digit}`);
}
