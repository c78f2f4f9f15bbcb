-- Ground shared by every slice: sorting, the outbox, idempotency keys, number series, audit.
-- Roles motcua_app (the program at work; owns nothing) and motcua_public (anonymous readers) are made by the migrator.

create extension if not exists pg_trgm;
create collation vietnamese (provider = icu, locale = 'vi-VN');
comment on collation vietnamese is 'Names and lists are sorted the way a Vietnamese reader expects (Đ after D).';

create table number_series (
  office_id uuid not null,
  series text not null,
  period text not null,
  last_number bigint not null check (last_number > 0),
  primary key (office_id, series, period)
);
comment on table number_series is 'One row per series and period (day or year); locked inside the issuing transaction, so numbers have no gap and no double.';

create table idempotency_keys (
  office_id uuid not null,
  actor_id uuid not null,
  key text not null,
  operation text not null,
  request_hash text not null,
  response jsonb not null,
  created_at timestamptz not null,
  primary key (office_id, actor_id, key)
);
comment on table idempotency_keys is 'The answer given to a write, so that a lost reply or a second click gets the same answer and no second effect.';

create table outbox (
  office_id uuid not null,
  id uuid not null,
  topic text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  delivered_at timestamptz,
  attempts integer not null default 0,
  last_error text,
  primary key (office_id, id)
);
create index outbox_waiting on outbox (office_id, id) where delivered_at is null;
comment on table outbox is 'News from one slice to those on its right, written in the transaction that made it.';

create table audit_events (
  office_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor_id uuid,
  actor_name text not null,
  action text not null,
  subject_type text not null,
  subject_id text not null,
  facts jsonb not null,
  request_id text not null,
  primary key (office_id, id)
);
create index audit_events_subject on audit_events (office_id, subject_type, subject_id, id);
comment on table audit_events is 'Who did what, when, to what. Append-only: the program may insert and read, never change.';

create table audit_seals (
  office_id uuid not null,
  sequence bigint not null,
  event_id uuid not null,
  hash text not null,
  sealed_at timestamptz not null,
  primary key (office_id, sequence),
  unique (office_id, event_id),
  foreign key (office_id, event_id) references audit_events (office_id, id)
);
comment on table audit_seals is 'Hash chain over audit_events per office: each hash covers the event and the hash before it.';
