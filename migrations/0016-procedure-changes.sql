-- The administrator confirms what a version says against the decision that published it, and closes a procedure with a
-- reason that those who look for it later can read.

alter table procedure_versions
  add column confirmed_against text not null default '',
  add column confirmed_at timestamptz,
  add column confirmed_by uuid;
comment on column procedure_versions.confirmed_against is 'Decision or text that the office compared this version with (đã đối chiếu); empty where nobody has.';

alter table procedures add column closing_note text not null default '';
comment on column procedures.closing_note is 'Why the procedure is closed from closed_on on; empty while it is open.';
