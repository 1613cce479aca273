import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/**
 * What a crawl keeps: runs that are underway, the pages they are still to visit, raw pages, what changed, and how hosts stand.
 * A raw text is kept once, by its hash; `page_versions` says when which page had it.
 */
export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    alter table collection_runs
      add column flow text not null default 'import' check (flow in ('import', 'full', 'events', 'fighters', 'rankings',
        'event', 'fighter', 'replay')),
      add column status text not null default 'completed' check (status in ('running', 'completed', 'partial', 'blocked',
        'page-changed', 'interrupted')),
      add column subject text,
      add column since date,
      add column force boolean not null default false,
      add column max_requests int check (max_requests > 0),
      add column requests int not null default 0 check (requests >= 0),
      add column allow_shrink boolean not null default false,
      alter column started_at set default now(),
      alter column finished_at drop not null`
  yield* sql`
    update collection_runs run set report = jsonb_build_object('requests', 0, 'notModified', 0, 'fromArchive', 0, 'upToDate', 0,
      'storage', report, 'findings', coalesce((
        select jsonb_object_agg(rule, times)
        from (select rule, count(*) as times from collection_findings where run_id = run.id group by rule) counted
      ), '{}'))`
  yield* sql`alter table collection_runs rename column report to outcome`
  yield* sql`
    alter table collection_runs
      alter column flow drop default,
      alter column status drop default,
      alter column force drop default,
      add check ((finished_at is null) = (status = 'running'))`
  yield* sql`drop index collection_runs_by_time`
  yield* sql`alter table collection_findings drop constraint collection_findings_pkey`
  yield* sql`alter table collection_findings alter column position type bigint`
  yield* sql`alter table collection_findings add column id bigint generated always as identity`
  yield* sql`alter table collection_findings drop column position`
  yield* sql`alter table collection_findings add primary key (run_id, id)`

  yield* sql`
    create table collection_changes (
      run_id int not null references collection_runs on delete cascade,
      id bigint generated always as identity,
      kind text not null check (kind in ('fighters', 'events', 'matches', 'statistics', 'rankings')),
      key text not null,
      field text not null,
      before jsonb not null,
      after jsonb not null,
      created_at timestamptz not null default now(),
      primary key (run_id, id)
    )`

  yield* sql`create sequence collection_workers as int`
  yield* sql`
    create table collection_visits (
      run_id int not null references collection_runs on delete cascade,
      page text not null,
      turn int not null,
      state text not null default 'waiting' check (state in ('waiting', 'taken', 'done', 'dead')),
      attempts int not null default 0 check (attempts >= 0),
      due_at timestamptz not null default now(),
      worker int,
      cause text check (cause in ('missing', 'unanswered', 'forbidden', 'changed', 'rejected')),
      reason text,
      outcome jsonb,
      updated_at timestamptz not null default now(),
      primary key (run_id, page),
      check ((state = 'taken') = (worker is not null)),
      check ((state = 'done') = (outcome is not null)),
      check ((state = 'dead') = (cause is not null)),
      check (state <> 'dead' or reason is not null)
    )`
  yield* sql`
    create index collection_visits_open on collection_visits (run_id, turn, due_at) where state in ('waiting', 'taken')`
  yield* sql`create index collection_visits_dead on collection_visits (updated_at desc) where state = 'dead'`

  yield* sql`drop table collection_pages`
  yield* sql`create table page_texts (hash text primary key, text bytea not null)`
  yield* sql`alter table page_texts alter column text set storage external`
  yield* sql`
    create table collection_pages (
      name text collate "C" primary key,
      hash text not null references page_texts,
      etag text,
      last_modified text,
      checked_at timestamptz not null,
      is_settled boolean not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )`
  yield* sql`create index collection_pages_by_text on collection_pages (hash)`
  yield* sql`
    create table page_versions (
      name text collate "C" not null references collection_pages on delete cascade,
      hash text not null references page_texts,
      seen_at timestamptz not null,
      primary key (name, hash)
    )`
  yield* sql`create index page_versions_by_text on page_versions (hash)`

  yield* sql`
    create table host_turns (
      host text primary key,
      next_at timestamptz not null default 'epoch',
      penalty_until timestamptz not null default 'epoch'
    )`
  yield* sql`
    create table host_blocks (
      host text primary key,
      url text not null,
      sign text not null,
      since timestamptz not null default now()
    )`
})
