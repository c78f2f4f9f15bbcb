-- Row-level security runs before any condition that might leak what it sees, and LIKE is not marked as safe, so behind
-- the wall a search could not use its trigram index. LIKE on text neither fails nor reports on the values it compares.
-- Marking it needs a superuser (the embedded server's owner is one); without, searches read the office's rows instead.
do $$
begin
  alter function pg_catalog.textlike(text, text) leakproof;
exception
  when insufficient_privilege then
    raise notice 'searches go without the trigram index: the owner is no superuser';
end
$$;
