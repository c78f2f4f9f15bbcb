-- Fees, payments and electronic receipts: what is due, what was paid, where the money lies, and the receipt of each payment.
-- Money is integer đồng. Nothing of it is ever deleted, and what was booked is never changed.

create table receipt_settings (
  office_id uuid primary key references offices (office_id),
  revision integer not null check (revision > 0),
  collecting_since date,
  collector_name text not null,
  tax_code text not null check (tax_code ~ '^(\d{10}(-\d{3})?|\d{12})?$'),
  address text not null,
  form_code text not null,
  series_letters text not null check (series_letters ~ '^[ABCDEGHKLMNPQRSTUVXY]{2}$'),
  bank_bin text not null check (bank_bin ~ '^(\d{6})?$'),
  bank_account text not null check (bank_account ~ '^[A-Z0-9]{0,19}$'),
  bank_account_name text not null,
  drawer_limit bigint check (drawer_limit > 0),
  unpaid_allowed jsonb not null default '[]',
  changed_at timestamptz not null,
  changed_by uuid not null,
  foreign key (office_id, changed_by) references staff_members (office_id, id),
  check (collecting_since is null or (collector_name <> '' and tax_code <> '' and address <> '')),
  check ((bank_bin = '') = (bank_account = ''))
);
comment on table receipt_settings is 'How an office collects fees: who it is on receipts, its form and series (two letters; the year is put before them), its account, the most that may lie in a drawer (đồng), and the procedures (ids) whose results may be handed over unpaid. collecting_since null: not yet.';

create table budget_rates (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  kind text not null check (kind in ('fee', 'charge')),
  budget_item text not null default '',
  valid_from date not null,
  kept_percent smallint not null check (kept_percent between 0 and 100),
  pay_by_day smallint not null check (pay_by_day between 1 and 28),
  basis text not null check (basis <> ''),
  set_at timestamptz not null,
  set_by uuid not null,
  primary key (office_id, id),
  unique (office_id, kind, budget_item, valid_from),
  foreign key (office_id, set_by) references staff_members (office_id, id)
);
comment on table budget_rates is 'From a day on: how many percent of fees (phí) or charges (lệ phí), of one budget item (tiểu mục) or of all others, the office keeps, and by which day of the next month the rest is paid in.';

create table dues (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  dossier_id uuid not null,
  dossier_code text not null,
  procedure_id uuid not null,
  year smallint not null,
  number integer not null check (number > 0),
  payer_name text not null check (payer_name <> ''),
  payer_address text not null,
  payer_personal_id text not null,
  payer_email text not null default '',
  payer_phone text not null default '',
  version integer not null check (version > 0),
  amount bigint not null check (amount between 0 and 1000000000000),
  exemption text not null default '',
  created_at timestamptz not null,
  created_by uuid not null,
  counted_at timestamptz not null,
  counted_by uuid not null,
  ended_at timestamptz,
  end_reason text not null default '',
  primary key (office_id, id),
  unique (office_id, dossier_id),
  unique (office_id, year, number)
);
create index dues_by_day on dues (office_id, created_at desc, id);
comment on table dues is 'What is to be paid for a dossier (khoản phải thu). `version`: how often it was counted; the lines of each stay. Year and number make the reference that a bank transfer carries. ended_at: no longer asked for (the dossier was withdrawn or refused).';

create table due_lines (
  office_id uuid not null,
  due_id uuid not null,
  version integer not null,
  ordinal smallint not null,
  name text not null check (name <> ''),
  kind text not null check (kind in ('fee', 'charge')),
  amount bigint not null check (amount >= 0),
  how text not null,
  basis text not null,
  budget_item text not null,
  primary key (office_id, due_id, version, ordinal),
  foreign key (office_id, due_id) references dues (office_id, id)
);
comment on table due_lines is 'The lines of a due as counted: what for, how it was counted in words, by which text, and the budget item it belongs to.';

create table cash_shifts (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  cashier_id uuid not null,
  cashier_name text not null,
  opened_at timestamptz not null,
  float_amount bigint not null check (float_amount between 0 and 1000000000000),
  closed_at timestamptz,
  expected bigint,
  counted bigint check (counted between 0 and 1000000000000),
  counted_notes jsonb,
  explanation text not null default '',
  received_at timestamptz,
  received_by uuid,
  received_by_name text not null default '',
  primary key (office_id, id),
  foreign key (office_id, cashier_id) references staff_members (office_id, id),
  foreign key (office_id, received_by) references staff_members (office_id, id),
  check ((closed_at is null) = (counted is null) and (closed_at is null) = (expected is null)),
  check (closed_at is null or counted = expected or explanation <> ''),
  check (received_at is null or (closed_at is not null and received_by <> cashier_id))
);
create unique index cash_shifts_open on cash_shifts (office_id, cashier_id) where closed_at is null;
create index cash_shifts_by_time on cash_shifts (office_id, opened_at desc, id);
comment on table cash_shifts is 'Ca thu tiền of one cashier: float, what should lie in the drawer, what was counted, and who took the money over.';

create table payments (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  due_id uuid not null,
  kind text not null check (kind in ('payment', 'refund')),
  method text not null check (method in ('cash', 'transfer', 'portal')),
  amount bigint not null check (amount between 1 and 1000000000000),
  applied bigint not null check (applied between 0 and amount),
  tendered bigint check (tendered >= amount),
  at timestamptz not null,
  day date not null,
  shift_id uuid,
  external text,
  of_payment uuid,
  note text not null default '',
  made_by uuid not null,
  made_by_name text not null,
  primary key (office_id, id),
  unique (office_id, external),
  foreign key (office_id, due_id) references dues (office_id, id),
  foreign key (office_id, shift_id) references cash_shifts (office_id, id),
  foreign key (office_id, of_payment) references payments (office_id, id),
  check ((method = 'cash') = (shift_id is not null)),
  check ((kind = 'refund') = (of_payment is not null)),
  check (method = 'cash' or kind = 'refund' or external is not null)
);
create index payments_of_due on payments (office_id, due_id);
create index payments_of_shift on payments (office_id, shift_id) where shift_id is not null;
create index payments_by_day on payments (office_id, day, id);
comment on table payments is 'Money that came for a due, and money given back. `applied` counts towards the due, the rest was too much and is owed back. `external` names it at the bank or the national portal: the same money is never taken twice.';

create table ledger_entries (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  at timestamptz not null,
  day date not null,
  debit text not null,
  credit text not null,
  amount bigint not null check (amount > 0),
  kind text not null default '' check (kind in ('', 'fee', 'charge')),
  budget_item text not null default '',
  name text not null default '',
  due_id uuid,
  payment_id uuid,
  shift_id uuid,
  remittance_id uuid,
  note text not null default '',
  made_by uuid not null,
  primary key (office_id, id),
  foreign key (office_id, due_id) references dues (office_id, id),
  foreign key (office_id, payment_id) references payments (office_id, id),
  foreign key (office_id, shift_id) references cash_shifts (office_id, id),
  check (debit <> credit)
);
create index ledger_entries_by_day on ledger_entries (office_id, day, id);
create index ledger_entries_of_due on ledger_entries (office_id, due_id) where due_id is not null;
create index ledger_entries_of_payment on ledger_entries (office_id, payment_id) where payment_id is not null;
create index ledger_entries_of_shift on ledger_entries (office_id, shift_id) where shift_id is not null;
comment on table ledger_entries is 'The books, double entry: each row takes its amount from one account and brings it to another, so that no row can be out of balance. Rows are only added; a wrong one is answered by its opposite.';

create table remittances (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  kind text not null check (kind in ('deposit', 'budget')),
  month date,
  amount bigint not null check (amount > 0),
  kept bigint not null default 0 check (kept >= 0),
  lines jsonb not null default '[]',
  document text not null check (document <> ''),
  on_day date not null,
  at timestamptz not null,
  made_by uuid not null,
  made_by_name text not null,
  primary key (office_id, id),
  foreign key (office_id, made_by) references staff_members (office_id, id),
  check ((kind = 'budget') = (month is not null))
);
create unique index remittances_of_document on remittances (office_id, kind, document);
create index remittances_by_day on remittances (office_id, on_day desc, id);
comment on table remittances is 'Money carried to the bank (deposit) and paid into the budget for a month (budget), each with the number of its paper.';

create table receipts (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  form_code text not null,
  symbol text not null,
  number integer not null check (number between 1 and 99999999),
  issued_on date not null,
  issued_at timestamptz not null,
  issued_by uuid not null,
  issued_by_name text not null,
  due_id uuid not null,
  payment_id uuid not null,
  content jsonb not null,
  total bigint not null check (total > 0),
  lookup_code text not null unique,
  replaces_id uuid,
  reason text not null default '',
  primary key (office_id, id),
  unique (office_id, form_code, symbol, number),
  unique (office_id, replaces_id),
  foreign key (office_id, due_id) references dues (office_id, id),
  foreign key (office_id, payment_id) references payments (office_id, id),
  foreign key (office_id, replaces_id) references receipts (office_id, id),
  check ((replaces_id is null) = (reason = ''))
);
create unique index receipts_of_payment on receipts (office_id, payment_id) where replaces_id is null;
create index receipts_by_day on receipts (office_id, issued_on desc, id);
comment on table receipts is 'Biên lai, one for each payment that counts towards a due, issued in the transaction of the payment; a replacement names the receipt it stands for. Numbers have no gap: a receipt is never deleted, and its content never changed.';

create table receipt_signatures (
  office_id uuid not null,
  receipt_id uuid not null,
  xml text not null,
  signed_at timestamptz not null,
  taken_at timestamptz not null,
  signer text not null,
  certificate_serial text not null,
  primary key (office_id, receipt_id),
  foreign key (office_id, receipt_id) references receipts (office_id, id)
);
comment on table receipt_signatures is 'The signed XML of a receipt, once. A receipt without one waits for the signature of the office.';

create table receipt_changes (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  kind text not null check (kind in ('replace', 'refund', 'notice')),
  receipt_id uuid,
  payment_id uuid,
  asked jsonb not null,
  reason text not null check (reason <> ''),
  state text not null check (state in ('asked', 'done', 'refused')),
  asked_at timestamptz not null,
  asked_by uuid not null,
  asked_by_name text not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text not null default '',
  answer text not null default '',
  result_id uuid,
  primary key (office_id, id),
  foreign key (office_id, receipt_id) references receipts (office_id, id),
  foreign key (office_id, payment_id) references payments (office_id, id),
  foreign key (office_id, asked_by) references staff_members (office_id, id),
  foreign key (office_id, decided_by) references staff_members (office_id, id),
  check ((state = 'asked') = (decided_at is null)),
  check (decided_by is null or decided_by <> asked_by)
);
create unique index receipt_changes_open on receipt_changes (office_id, kind, coalesce(receipt_id, payment_id)) where state = 'asked';
create index receipt_changes_by_time on receipt_changes (office_id, asked_at desc, id);
comment on table receipt_changes is 'Replacing a receipt, giving money back, telling the tax office of a slip (04/SS-CTĐT): asked for by one, decided by another (four eyes).';

do $$
declare
  t text;
begin
  foreach t in array array['receipt_settings', 'budget_rates', 'dues', 'due_lines', 'cash_shifts', 'payments', 'ledger_entries',
    'remittances', 'receipts', 'receipt_signatures', 'receipt_changes'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert on %I to motcua_app', t);
  end loop;
end
$$;
grant update on receipt_settings, dues, cash_shifts, receipt_changes to motcua_app;

select cover_practice();
