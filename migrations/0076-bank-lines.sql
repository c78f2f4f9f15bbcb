-- What the bank says came and went: statements as imported, movements (each once, whoever told of it), and what became of each.

create table bank_connections (
  office_id uuid primary key references offices (office_id),
  revision integer not null check (revision > 0),
  active boolean not null,
  secret_sealed text not null,
  changed_at timestamptz not null,
  changed_by uuid not null,
  foreign key (office_id, changed_by) references staff_members (office_id, id),
  check (not active or secret_sealed <> '')
);
comment on table bank_connections is 'Whether a bank or payment provider may tell of movements as they happen, and the secret with which it signs, sealed with the secret of the installation.';

create table bank_statements (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  file_id uuid not null,
  file_name text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  format text not null check (format in ('csv', 'xlsx', 'mt940', 'camt053')),
  account text not null check (account <> ''),
  from_day date not null,
  to_day date not null,
  opening bigint,
  closing bigint,
  line_count integer not null check (line_count > 0),
  imported_at timestamptz not null,
  imported_by uuid not null,
  imported_by_name text not null,
  primary key (office_id, id),
  unique (office_id, sha256),
  foreign key (office_id, file_id) references files (office_id, id),
  foreign key (office_id, imported_by) references staff_members (office_id, id),
  check (from_day <= to_day),
  check ((opening is null) = (closing is null))
);
create index bank_statements_by_day on bank_statements (office_id, account, to_day desc, id);
comment on table bank_statements is 'Sao kê as imported: the file, its account, period and balances (đồng).';

create table bank_lines (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  account text not null check (account <> ''),
  booked_on date not null,
  amount bigint not null check (amount <> 0 and amount between -1000000000000 and 1000000000000),
  bank_reference text not null,
  description text not null,
  counterparty text not null,
  first_seen_at timestamptz not null,
  verdict text not null default '' check (verdict in ('', 'exact', 'partial', 'over', 'paid', 'ended', 'several', 'unknown', 'out')),
  judged_at timestamptz,
  outcome text not null default '' check (outcome in ('', 'paid', 'aside')),
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text not null default '',
  reason text not null default '',
  primary key (office_id, id),
  check ((verdict = '') = (judged_at is null)),
  check ((outcome = '') = (decided_at is null) and (outcome = '') = (decided_by is null)),
  check (outcome <> 'aside' or reason <> ''),
  check (amount > 0 or outcome <> 'paid')
);
create index bank_lines_by_day on bank_lines (office_id, account, booked_on desc, id);
create index bank_lines_of_office on bank_lines (office_id, booked_on desc, id);
create index bank_lines_to_judge on bank_lines (office_id, first_seen_at, id) where verdict = '';
create index bank_lines_waiting on bank_lines (office_id, booked_on desc, id) where outcome = '' and verdict in ('several', 'unknown');
comment on table bank_lines is 'Movements on the account (đồng, out below 0), each once. verdict: what it is to the dues, as judged once. outcome: taken as payments, or set aside by a person because it is no fee.';

create table bank_sightings (
  office_id uuid not null,
  line_id uuid not null,
  source text not null check (source in ('csv', 'xlsx', 'mt940', 'camt053', 'notice')),
  key text not null check (key <> ''),
  statement_id uuid,
  row integer check (row > 0),
  at timestamptz not null,
  primary key (office_id, line_id, source),
  unique (office_id, source, key),
  foreign key (office_id, line_id) references bank_lines (office_id, id),
  foreign key (office_id, statement_id) references bank_statements (office_id, id),
  check ((source = 'notice') = (statement_id is null) and (source = 'notice') = (row is null))
);
create index bank_sightings_of_statement on bank_sightings (office_id, statement_id, row) where statement_id is not null;
comment on table bank_sightings is 'Who told of a movement: a kind of statement (key: fingerprint of the line) or a provider as it happened (key: its own id). The same key is never taken twice.';

create table bank_line_payments (
  office_id uuid not null,
  line_id uuid not null,
  payment_id uuid not null,
  due_id uuid not null,
  amount bigint not null check (amount > 0),
  primary key (office_id, line_id, payment_id),
  unique (office_id, payment_id),
  foreign key (office_id, line_id) references bank_lines (office_id, id),
  foreign key (office_id, payment_id) references payments (office_id, id),
  foreign key (office_id, due_id) references dues (office_id, id)
);
comment on table bank_line_payments is 'The payments that a movement was taken as: one, or several where one transfer pays for more than one dossier.';

do $$
declare
  t text;
begin
  foreach t in array array['bank_connections', 'bank_statements', 'bank_lines', 'bank_sightings', 'bank_line_payments'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert on %I to motcua_app', t);
  end loop;
end
$$;
grant update on bank_connections, bank_lines to motcua_app;

select cover_practice();
