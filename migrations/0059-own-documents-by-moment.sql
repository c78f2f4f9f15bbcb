-- Who has few incoming documents is shown the newest of them: their moments are read from an index alone, so that of thousands of
-- rows only those few are fetched that are looked at.
create index incoming_documents_moment on incoming_documents (office_id, id) include (registered_at);
