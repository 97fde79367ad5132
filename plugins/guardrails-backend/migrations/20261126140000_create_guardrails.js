// @ts-check

/** Times are ISO 8601 in UTC as text: they sort as they are on both databases, and no driver changes them. */

/** @param {import('knex').Knex.CreateTableBuilder} table */
function workload(table) {
  table.text('cluster').notNullable();
  table.text('namespace').notNullable();
  table.text('workload_kind').notNullable();
  table.text('workload_name').notNullable();
}

/** Each holds what is kept of one kind of object; the same five columns. */
const factTables = {
  namespaces: 'Namespaces, with their labels',
  policies: 'Policies of every kind that can hold something back',
  bindings: 'ValidatingAdmissionPolicyBindings',
  exceptions: 'PolicyExceptions, old and new',
  peer_authentications: 'PeerAuthentications of Istio',
};

/**
 * @param {import('knex').Knex} knex
 * @returns {Promise<void>}
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('owners', table => {
    table.comment('Objects between a pod and its workload, and what owns them');
    table.text('cluster').notNullable();
    table.text('uid').notNullable();
    table.text('namespace').notNullable();
    table.text('kind').notNullable();
    table.text('name').notNullable();
    table.text('owner_kind').nullable();
    table.text('owner_name').nullable();
    table.primary(['cluster', 'uid']);
    table.index(['cluster', 'namespace', 'kind', 'name'], 'owners_name_idx');
  });

  await knex.schema.createTable('entities', table => {
    table.comment('What the catalog says of components, read now and then');
    table.text('entity_ref').primary().notNullable();
    table.text('kubernetes_id').nullable();
    table.text('owner').nullable();
    table.text('system').nullable();
    table.index(['kubernetes_id'], 'entities_kubernetes_id_idx');
  });

  await knex.schema.createTable('sync_status', table => {
    table.comment('How fresh what is read from elsewhere than clusters is');
    table.text('source').primary().notNullable();
    table.text('state').notNullable();
    table.text('as_of').nullable();
    table.text('cause').nullable();
    table.text('fingerprint').nullable();
  });

  await knex.schema.createTable('pods', table => {
    table.comment('Pods that run, as far as the mesh and policies need them');
    table.text('uid').notNullable();
    table.text('name').notNullable();
    workload(table);
    table.text('parent_kind').notNullable();
    table.text('parent_name').notNullable();
    table.text('kubernetes_id').nullable();
    table.text('facts').notNullable().comment('JSON: what proves the mesh');
    table.primary(['cluster', 'uid']);
    table.index(['cluster', 'namespace', 'name'], 'pods_name_idx');
    table.index(
      ['cluster', 'namespace', 'workload_kind', 'workload_name'],
      'pods_workload_idx',
    );
    table.index(
      ['cluster', 'namespace', 'parent_kind', 'parent_name'],
      'pods_parent_idx',
    );
  });

  await knex.schema.createTable('workloads', table => {
    table.comment('What runs or ran, and whose it is');
    workload(table);
    table.integer('pods').notNullable().comment('0: it ran');
    table.text('kubernetes_id').nullable();
    table.text('environment').nullable();
    table.text('entity_ref').nullable();
    table.text('claimed_by').nullable().comment('JSON, where several claim it');
    table.text('owner').nullable();
    table.text('system').nullable();
    table.text('gone_since').nullable();
    table.primary(['cluster', 'namespace', 'workload_kind', 'workload_name']);
    table.index(['entity_ref'], 'workloads_entity_idx');
    table.index(['owner'], 'workloads_owner_idx');
    table.index(['environment'], 'workloads_environment_idx');
    table.index(['gone_since'], 'workloads_gone_since_idx');
  });

  for (const [name, comment] of Object.entries(factTables)) {
    await knex.schema.createTable(name, table => {
      table.comment(comment);
      table.text('cluster').notNullable();
      table.text('uid').notNullable();
      table.text('namespace').notNullable().comment('Empty for none');
      table.text('name').notNullable();
      table.text('facts').notNullable().comment('JSON: what was read of it');
      table.text('text').nullable().comment('YAML, where it is shown');
      table.primary(['cluster', 'uid']);
      table.index(['cluster', 'namespace', 'name'], `${name}_name_idx`);
    });
  }

  await knex.schema.createTable('fact_revisions', table => {
    table.comment('Raised by every change of what stages are worked out from');
    table.text('cluster').primary().notNullable();
    table.integer('revision').notNullable();
  });

  await knex.schema.createTable('results', table => {
    table.comment('What policies said of resources, one row per report');
    table.text('id').primary().notNullable();
    table.text('subject').notNullable().comment('The same in every report');
    table.text('report_uid').notNullable();
    table.text('cluster').notNullable();
    table.text('namespace').notNullable().comment('Empty for none');
    table.text('resource_api_version').notNullable();
    table.text('resource_kind').notNullable();
    table.text('resource_name').notNullable();
    table
      .text('workload_kind')
      .notNullable()
      .comment('The top controller; the resource itself where it has none');
    table.text('workload_name').notNullable();
    table.text('source').notNullable();
    table.text('policy').notNullable();
    table.text('rule').nullable();
    table.text('control').notNullable();
    table.text('stage').notNullable();
    table.integer('result').notNullable().comment('0 fail … 5 pass');
    table.integer('severity').notNullable().comment('0 critical … 5 unknown');
    table.text('category').nullable();
    table.text('message').notNullable();
    table.text('field').nullable();
    table.integer('validation').nullable();
    table.text('exceptions').notNullable().comment('JSON');
    table.text('evaluated_at').nullable();
    table.text('first_seen').notNullable();
    table
      .integer('counted')
      .notNullable()
      .comment('1 for the one that speaks for its workload');
    table.text('search').notNullable().comment('Lower case, for text filters');
    table.index(['cluster', 'report_uid'], 'results_report_idx');
    table.index(['counted', 'result', 'severity', 'id'], 'results_worst_idx');
    table.index(
      ['cluster', 'namespace', 'workload_kind', 'workload_name'],
      'results_workload_idx',
    );
    table.index(
      ['cluster', 'namespace', 'resource_kind', 'resource_name'],
      'results_resource_idx',
    );
    table.index(['cluster', 'policy'], 'results_policy_idx');
    table.index(['source'], 'results_source_idx');
  });

  await knex.schema.createTable('result_transitions', table => {
    table.comment('Every change of a result; stages are to follow');
    table.increments('id');
    table.text('at').notNullable();
    workload(table);
    table.text('source').notNullable();
    table.text('policy').notNullable();
    table.text('rule').nullable();
    table.text('control').notNullable();
    table.text('stage').notNullable();
    table.text('from').nullable().comment('Null: it was not evaluated');
    table.text('to').nullable().comment('Null: nobody says it any more');
    table.text('why').notNullable();
    table.index(['at'], 'result_transitions_at_idx');
    table.index(
      ['cluster', 'namespace', 'workload_kind', 'workload_name', 'id'],
      'result_transitions_workload_idx',
    );
    table.index(['control', 'id'], 'result_transitions_control_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 * @returns {Promise<void>}
 */
exports.down = async function down(knex) {
  for (const table of [
    'result_transitions',
    'results',
    'fact_revisions',
    ...Object.keys(factTables),
    'workloads',
    'pods',
    'sync_status',
    'entities',
    'owners',
  ]) {
    await knex.schema.dropTable(table);
  }
};
