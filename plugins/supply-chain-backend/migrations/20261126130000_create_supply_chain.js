// @ts-check

/** Times are ISO 8601 in UTC as text: they sort as they are on both databases, and no driver changes them. */

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

  await knex.schema.createTable('pod_containers', table => {
    table.comment('Each container of each pod, as its node says');
    table.text('cluster').notNullable();
    table.text('pod_uid').notNullable();
    table.text('container').notNullable();
    table.text('role').notNullable();
    table.text('namespace').notNullable();
    table
      .text('parent_kind')
      .notNullable()
      .comment('What owns the pod, or Pod');
    table.text('parent_name').notNullable();
    table.text('workload_kind').notNullable().comment('The top owner');
    table.text('workload_name').notNullable();
    table
      .text('image')
      .notNullable()
      .comment('As the spec of the pod names it');
    table.text('reference').nullable().comment('repository@digest, or null');
    table.text('within').notNullable().comment('What the digest was pulled by');
    table.text('digest').nullable();
    table.text('kubernetes_id').nullable();
    table.text('started_at').notNullable();
    table.primary(['cluster', 'pod_uid', 'container']);
    table.index(['reference'], 'pod_containers_reference_idx');
    table.index(
      ['cluster', 'namespace', 'parent_kind', 'parent_name'],
      'pod_containers_parent_idx',
    );
    table.index(
      ['cluster', 'namespace', 'workload_kind', 'workload_name'],
      'pod_containers_workload_idx',
    );
  });

  await knex.schema.createTable('entities', table => {
    table.comment('What the catalog says of components, read now and then');
    table.text('entity_ref').primary().notNullable();
    table.text('kubernetes_id').nullable();
    table.text('owner').nullable();
    table.text('system').nullable();
    table.text('repository').nullable().comment('Normalised source location');
    table.index(['kubernetes_id'], 'entities_kubernetes_id_idx');
  });

  await knex.schema.createTable('images', table => {
    table.comment('A digest in a repository, and the evidence that was read');
    table.increments('id');
    table.text('reference').notNullable().comment('repository@digest');
    table.text('within').notNullable().comment('What the digest was pulled by');
    table.text('registry').notNullable();
    table.text('digest').notNullable();
    table.text('index_digest').nullable().comment('The index that lists it');
    table.binary('evidence').nullable().comment('gzip of a v8 serialisation');
    table.text('as_of').nullable().comment('When the evidence was read');
    table.text('trust').nullable().comment('Which trust domains judged it');
    table.text('source_commit').nullable();
    table.text('verify_at').notNullable().comment('When it is read again');
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('cause').nullable().comment('What the last reading failed at');
    table.text('judge_at').notNullable().comment('When it is judged again');
    table.integer('judge_revision').notNullable().defaultTo(0);
    table.text('claimed_until').nullable();
    table.text('unused_since').nullable();
    table.unique(['reference', 'within'], { indexName: 'images_unique' });
    table.index(['verify_at'], 'images_verify_at_idx');
    table.index(['judge_at'], 'images_judge_at_idx');
    table.index(['digest'], 'images_digest_idx');
    table.index(['index_digest'], 'images_index_digest_idx');
    table.index(['source_commit'], 'images_source_commit_idx');
    table.index(['unused_since'], 'images_unused_since_idx');
  });

  await knex.schema.createTable('running', table => {
    table.comment(
      'What runs: one row per workload, container and digest, with its answers',
    );
    table.increments('id');
    table.text('cluster').notNullable();
    table.text('namespace').notNullable();
    table.text('workload_kind').notNullable();
    table.text('workload_name').notNullable();
    table.text('container').notNullable();
    table.text('role').notNullable();
    table.text('image').notNullable();
    table.text('digest').nullable();
    table.text('previous_digest').nullable();
    table.integer('image_id').nullable();
    table.integer('pods').notNullable();
    table.text('since').notNullable();
    table.text('kubernetes_id').nullable();
    table.text('environment').nullable();
    table.text('entity_ref').nullable();
    table.text('claimed_by').nullable().comment('JSON, where several claim it');
    table.text('owner').nullable();
    table.text('system').nullable();
    table.text('search').notNullable().comment('Lower case, for text filters');
    table.integer('answer').notNullable().comment('0 fail … 3 pass');
    table.integer('signed').notNullable();
    table.integer('scanned').notNullable();
    table.integer('source').notNullable();
    table.text('answer_since').notNullable();
    table.integer('criticals').nullable();
    table.integer('highs').nullable();
    table.index(
      ['cluster', 'namespace', 'workload_kind', 'workload_name'],
      'running_workload_idx',
    );
    table.index(['entity_ref', 'answer'], 'running_entity_idx');
    table.index(['image_id'], 'running_image_idx');
    table.index(['digest'], 'running_digest_idx');
    table.index(['kubernetes_id'], 'running_kubernetes_id_idx');
    table.index(['answer', 'id'], 'running_answer_idx');
    table.index(['owner', 'answer', 'id'], 'running_owner_idx');
    table.index(['system', 'answer', 'id'], 'running_system_idx');
    table.index(['environment', 'answer', 'id'], 'running_environment_idx');
    table.index(['answer_since', 'id'], 'running_since_idx');
    table.index(['workload_name', 'id'], 'running_name_idx');
    table.index(['criticals', 'id'], 'running_criticals_idx');
  });

  await knex.schema.createTable('digest_checks', table => {
    table.comment(
      'The three answers about an image, for each of its components',
    );
    table.integer('image_id').notNullable();
    table.text('entity_ref').notNullable().comment('Empty: for no component');
    table.text('question').notNullable();
    table.text('answer').notNullable();
    table.text('code').notNullable();
    table.text('sentence').notNullable();
    table.text('expected').notNullable();
    table.text('found').notNullable();
    table.text('evidence').notNullable().comment('JSON');
    table.text('next').nullable().comment('JSON');
    table.text('as_of').nullable().comment('Null: as fresh as the evidence');
    table.text('facts').nullable().comment('JSON: who signed, what source');
    table.text('since').notNullable().comment('Since when the answer is this');
    table.primary(['image_id', 'entity_ref', 'question']);
  });

  await knex.schema.createTable('reports', table => {
    table.comment('Reports of scanners in clusters, without what they found');
    table.text('cluster').notNullable();
    table.text('uid').notNullable();
    table.text('kind').notNullable().comment('vulnerabilities or secrets');
    table.text('namespace').notNullable();
    table.text('name').notNullable();
    table.text('parent_kind').notNullable();
    table.text('parent_name').notNullable();
    table.text('container').notNullable();
    table.text('digest').nullable();
    table.text('image').nullable().comment('As the report names it');
    table.text('scanner').notNullable();
    table.text('scanned_at').notNullable();
    table.text('content').notNullable().comment('Hash of what was found');
    table.primary(['cluster', 'uid']);
    table.index(['digest', 'kind', 'scanned_at'], 'reports_digest_idx');
    table.index(
      ['cluster', 'namespace', 'parent_kind', 'parent_name'],
      'reports_parent_idx',
    );
    table.index(['content'], 'reports_content_idx');
  });

  await knex.schema.createTable('report_contents', table => {
    table.comment('What reports found, once for all that found the same');
    table.text('content').primary().notNullable();
    table.binary('found').notNullable().comment('gzip of JSON');
  });

  await knex.schema.createTable('findings', table => {
    table.comment('Vulnerabilities of a digest, with who found them and when');
    table.text('digest').notNullable();
    table.text('vulnerability').notNullable();
    table.text('package').notNullable();
    table.text('installed_version').notNullable();
    table.integer('severity').notNullable().comment('0 critical … 4 unknown');
    table.text('fixed_version').nullable();
    table.text('title').nullable();
    table.text('url').nullable();
    table.text('pipeline_since').nullable();
    table.text('cluster_since').nullable();
    table.text('first_seen').notNullable();
    table.primary(['digest', 'vulnerability', 'package', 'installed_version']);
    table.index(
      ['digest', 'severity', 'vulnerability', 'package', 'installed_version'],
      'findings_page_idx',
    );
    table.index(['vulnerability', 'digest'], 'findings_vulnerability_idx');
    table.index(['package', 'digest'], 'findings_package_idx');
  });

  await knex.schema.createTable('commits', table => {
    table.comment('What the Git hosts say of commits');
    table.text('repository').notNullable();
    table.text('sha').notNullable();
    table.text('state').notNullable();
    table.text('code').notNullable();
    table.text('sentence').notNullable();
    table.text('branch').nullable();
    table.text('title').nullable();
    table.text('url').nullable();
    table.text('as_of').nullable();
    table.text('ask_at').notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('claimed_until').nullable();
    table.primary(['repository', 'sha']);
    table.index(['ask_at'], 'commits_ask_at_idx');
  });

  await knex.schema.createTable('transitions', table => {
    table.comment('Every change of an answer, and every deploy');
    table.increments('id');
    table.text('at').notNullable();
    table.text('entity_ref').nullable();
    table.text('environment').nullable();
    table.text('cluster').nullable();
    table.text('namespace').nullable();
    table.text('workload_kind').nullable();
    table.text('workload_name').nullable();
    table.text('container').nullable();
    table.text('digest').notNullable();
    table.text('question').notNullable();
    table.text('from').nullable();
    table.text('to').nullable();
    table.text('code').nullable();
    table.text('why').notNullable();
    table.index(['entity_ref', 'id'], 'transitions_entity_idx');
    table.index(['digest', 'id'], 'transitions_digest_idx');
    table.index(['at'], 'transitions_at_idx');
    table.index(
      ['cluster', 'namespace', 'workload_kind', 'workload_name', 'id'],
      'transitions_workload_idx',
    );
  });

  await knex.schema.createTable('sync_status', table => {
    table.comment('How fresh what is read from elsewhere than clusters is');
    table.text('source').primary().notNullable();
    table.text('state').notNullable();
    table.text('as_of').nullable();
    table.text('cause').nullable();
    table.text('fingerprint').nullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 * @returns {Promise<void>}
 */
exports.down = async function down(knex) {
  for (const table of [
    'sync_status',
    'transitions',
    'commits',
    'findings',
    'report_contents',
    'reports',
    'digest_checks',
    'running',
    'images',
    'entities',
    'pod_containers',
    'owners',
  ]) {
    await knex.schema.dropTable(table);
  }
};
