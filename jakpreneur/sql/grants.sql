-- What the web's role may do. It owns nothing, so it can drop nothing and switch no trigger off.
--
-- Run after each migrate, by the owner, with
--   {web}        the role, {web_name} the same as a text
--   {read_only}  tables that only functions write: NOT_FOR_THE_WEB of the apps
--   {added_to}   tables whose rows are written once: ADDED_TO_BY_THE_WEB
--   {removable}  tables that hold no fact, whose rows may go: REMOVABLE_BY_THE_WEB of the apps

revoke all on all tables in schema public from {web};
revoke all on all sequences in schema public from {web};

grant usage on schema public to {web};
grant select, insert, update on all tables in schema public to {web};
grant usage on all sequences in schema public to {web};

do $$
declare
    name text;
begin
    -- A migration backwards may have taken a named table away: to_regclass is then null.
    foreach name in array {read_only}::text[] loop
        if to_regclass(name) is not null then
            execute format('revoke insert, update on %I from %I', name, {web_name});
        end if;
    end loop;
    foreach name in array {added_to}::text[] loop
        if to_regclass(name) is not null then
            execute format('revoke update on %I from %I', name, {web_name});
        end if;
    end loop;
    foreach name in array {removable}::text[] loop
        if to_regclass(name) is not null then
            execute format('grant delete on %I to %I', name, {web_name});
        end if;
    end loop;
end
$$;
