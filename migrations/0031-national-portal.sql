-- The national portal (Cổng Dịch vụ công quốc gia): where citizens file online since 01/7/2025, and of which the office is the
-- back office. Nothing here is the truth about a dossier; these tables say what the portal was told, what it told us, and where
-- both differ.

create table portal_settings (
  office_id uuid primary key references offices (office_id),
  active boolean not null,
  paused boolean not null default false,
  base_url text not null,
  account text not null,
  secret_sealed text not null,
  unit_code text not null,
  take_codes boolean not null,
  code_pool smallint not null check (code_pool between 1 and 500),
  since date,
  revision integer not null default 1,
  check (not active or (base_url <> '' and account <> '' and secret_sealed <> '' and unit_code <> ''))
);
comment on table portal_settings is 'How an office is connected. The secret is sealed with the secret of the installation; `since`: dossiers received from this day on belong on the portal.';

create table portal_state (
  office_id uuid primary key references offices (office_id),
  cursor text not null default '',
  failures integer not null default 0,
  open_until timestamptz,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_fetched_at timestamptz,
  last_error text not null default '',
  compare_asked_at timestamptz
);
comment on table portal_state is 'How talking to the portal goes: up to where its news was read, and how long to leave it alone after failures (open_until).';

create table portal_dossiers (
  office_id uuid not null,
  dossier_id uuid not null,
  portal_code text not null,
  origin text not null check (origin in ('portal', 'own')),
  known_at timestamptz,
  status_there smallint,
  primary key (office_id, dossier_id),
  unique (office_id, portal_code),
  foreign key (office_id, dossier_id) references dossiers (office_id, id)
);
comment on table portal_dossiers is 'Under which code the portal knows a dossier: its own where it was filed there or issued one, else ours. known_at is empty until the portal has confirmed the dossier.';

create table portal_files (
  office_id uuid not null,
  file_id uuid not null,
  portal_file text not null,
  primary key (office_id, file_id),
  foreign key (office_id, file_id) references files (office_id, id)
);
comment on table portal_files is 'Under which name the portal keeps a file of ours: sent once, named in every later message.';

create table portal_messages (
  office_id uuid not null,
  id uuid not null,
  source text not null,
  dossier_id uuid not null,
  sequence integer not null,
  kind text not null check (kind in ('dossier', 'progress', 'status')),
  status smallint not null check (status between 1 and 10),
  body jsonb not null,
  state text not null check (state in ('waiting', 'sending', 'done', 'failed', 'dropped')),
  reason text not null default '',
  attempts integer not null default 0,
  first_failed_at timestamptz,
  queued_at timestamptz not null,
  next_at timestamptz not null,
  done_at timestamptz,
  primary key (office_id, id),
  unique (office_id, dossier_id, sequence),
  foreign key (office_id, dossier_id) references dossiers (office_id, id)
);
create index portal_messages_of_source on portal_messages (office_id, source);
create index portal_messages_to_send on portal_messages (office_id, next_at, id) where state in ('waiting', 'sending');
create index portal_messages_ahead on portal_messages (office_id, dossier_id, sequence) where state in ('waiting', 'sending', 'failed');
create index portal_messages_failed on portal_messages (office_id, queued_at desc, id) where state = 'failed';
comment on table portal_messages is 'What is to be said to the portal, one row a call, in order within a dossier. `source` is the news (or the request) that it came from.';

create table portal_arrivals (
  office_id uuid not null references offices (office_id),
  item text not null,
  position bigint not null,
  kind text not null check (kind in ('filing', 'supplement', 'withdrawal', 'payment', 'lookup', 'unknown')),
  portal_code text not null,
  body jsonb not null,
  state text not null check (state in ('waiting', 'done', 'conflict', 'failed', 'dropped')),
  reason text not null default '',
  attempts integer not null default 0,
  seen_at timestamptz not null,
  next_at timestamptz not null,
  done_at timestamptz,
  primary key (office_id, item)
);
create index portal_arrivals_waiting on portal_arrivals (office_id, next_at, position) where state = 'waiting';
create index portal_arrivals_of_code on portal_arrivals (office_id, portal_code, position);
create index portal_arrivals_failed on portal_arrivals (office_id, seen_at desc, item) where state = 'failed';
comment on table portal_arrivals is 'What the portal told us, once each, before and after it took effect. What cannot be taken in waits here for somebody to look at, and holds up nothing but its own dossier. `body` is emptied when it is done with.';

create table portal_payments (
  office_id uuid not null,
  payment text not null,
  dossier_id uuid not null,
  amount bigint not null check (amount > 0),
  paid_at timestamptz not null,
  content text not null default '',
  told_at timestamptz not null,
  primary key (office_id, payment),
  foreign key (office_id, dossier_id) references dossiers (office_id, id)
);
create index portal_payments_of on portal_payments (office_id, dossier_id);
comment on table portal_payments is 'Payments of fees that the portal took and told us of, in đồng; none is made here.';

create table portal_differences (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  kind text not null,
  portal_code text not null,
  dossier_id uuid,
  ours text not null,
  theirs text not null,
  found_at timestamptz not null,
  seen_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by text not null default '',
  resolution text not null default '',
  note text not null default '',
  primary key (office_id, id),
  foreign key (office_id, dossier_id) references dossiers (office_id, id)
);
create unique index portal_differences_open on portal_differences (office_id, kind, portal_code) where resolved_at is null;
create index portal_differences_by_time on portal_differences (office_id, resolved_at desc, id) where resolved_at is not null;
comment on table portal_differences is 'Where the portal and the office say different things of a dossier (đối soát), until somebody settles it or they agree again.';

create table portal_comparisons (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  compared integer not null,
  found integer not null,
  closed integer not null,
  problem text not null default '',
  primary key (office_id, id)
);
create index portal_comparisons_by_time on portal_comparisons (office_id, started_at desc);
comment on table portal_comparisons is 'Each comparison with the portal and what it found: history of the reconciliation.';

do $$
declare
  t text;
begin
  foreach t in array array['portal_settings', 'portal_state', 'portal_dossiers', 'portal_files', 'portal_messages',
    'portal_arrivals', 'portal_payments', 'portal_differences', 'portal_comparisons'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert, update on %I to motcua_app', t);
  end loop;
end
$$;
revoke update on portal_payments, portal_comparisons from motcua_app;

select cover_practice();
