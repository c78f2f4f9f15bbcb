-- What an office writes after the slash of a paper's number, where the circular fixes nothing.
alter table offices add column paper_symbols jsonb not null default '{}';
comment on column offices.paper_symbols is 'What stands after the slash of a paper''s number where the circular fixes none: symbol by form kind and for `result`; a kind left out takes the usual one.';
