-- Some procedures have no single time limit in law (liên thông, giải quyết bồi thường…): the officer sets it at reception.
alter table procedure_versions alter column time_limit_amount drop not null;
