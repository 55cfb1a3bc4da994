"""The search entry of a work is written by the database itself, one statement for each statement that writes works.

Weights: A title and names, C medium and tags, D description. Latin text goes through `unaccent` and the English
stemmer, Arabic text through `ar_light`. The keys of the artists' names (see core.arabic.name_key) stand as `~KEY`:
they find a name in the other script.
"""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations, models

REFRESH = r"""
CREATE FUNCTION marketplace_learn_words(texts text[]) RETURNS void LANGUAGE sql AS $body$
    INSERT INTO marketplace_searchword (word)
    SELECT DISTINCT word
    FROM (SELECT lower(unaccent(text)) AS latin FROM unnest(texts) AS text) AS plain,
        -- Folding Arabic is dear: plain Latin text, told by its bytes, goes without.
        unnest(tsvector_to_array(to_tsvector('simple',
            CASE WHEN octet_length(latin) = length(latin) THEN latin ELSE ar_fold(latin) END))) AS word
    WHERE length(word) BETWEEN 3 AND 40 AND word !~ '[0-9/.@]'
    ON CONFLICT DO NOTHING
$body$;

CREATE FUNCTION marketplace_refresh_search(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
    IF ids IS NULL THEN
        RETURN;
    END IF;
    INSERT INTO marketplace_artworksearch AS entry (artwork_id, vector)
    SELECT work.id,
        setweight(to_tsvector('english', unaccent(concat_ws(' ',
            work.title_en, main.name_en, others.names_en, work.inventory_number))), 'A')
        || CASE WHEN concat(work.title_ar, main.name_ar, others.names_ar) = '' THEN ''::tsvector ELSE
            setweight(to_tsvector('simple', ar_light(concat_ws(' ',
                work.title_ar, main.name_ar, others.names_ar))), 'A') END
        || setweight(to_tsvector('english', unaccent(concat_ws(' ', work.medium_en, work.materials_en,
            array_to_string(work.subjects, ' '), array_to_string(work.movements, ' ')))), 'C')
        || CASE WHEN concat(work.medium_ar, work.materials_ar) = '' THEN ''::tsvector ELSE
            setweight(to_tsvector('simple', ar_light(concat_ws(' ', work.medium_ar, work.materials_ar,
                array_to_string(work.subjects, ' '), array_to_string(work.movements, ' ')))), 'C') END
        || CASE WHEN concat(work.description_en) = '' THEN ''::tsvector ELSE
            setweight(to_tsvector('english', unaccent(left(work.description_en, 20000))), 'D') END
        || CASE WHEN concat(work.description_ar) = '' THEN ''::tsvector ELSE
            setweight(to_tsvector('simple', ar_light(left(work.description_ar, 20000))), 'D') END
        || array_to_tsvector(ARRAY(
            SELECT '~' || key FROM unnest(coalesce(main.name_key, '{}') || coalesce(others.name_key, '{}')) AS key
            WHERE key <> ''))
    FROM marketplace_artwork AS work
    LEFT JOIN marketplace_artist AS main ON main.id = work.artist_id
    LEFT JOIN LATERAL (
        SELECT string_agg(artist.name_en, ' ') AS names_en, string_agg(artist.name_ar, ' ') AS names_ar,
            string_to_array(string_agg(array_to_string(artist.name_key, ' '), ' '), ' ')::varchar[] AS name_key
        FROM marketplace_artworkartist AS link JOIN marketplace_artist AS artist ON artist.id = link.artist_id
        WHERE link.artwork_id = work.id
    ) AS others ON true
    WHERE work.id = ANY (ids)
    ON CONFLICT (artwork_id) DO UPDATE SET vector = EXCLUDED.vector
        WHERE entry.vector IS DISTINCT FROM EXCLUDED.vector;

    PERFORM marketplace_learn_words(ARRAY(
        SELECT concat_ws(' ', title_en, title_ar) FROM marketplace_artwork WHERE id = ANY (ids)));
END
$body$;

CREATE FUNCTION marketplace_artwork_inserted() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM marketplace_refresh_search((SELECT array_agg(id) FROM new_rows));
    RETURN NULL;
END
$body$;

CREATE FUNCTION marketplace_artwork_updated() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM marketplace_refresh_search((
        SELECT array_agg(fresh.id) FROM new_rows AS fresh JOIN old_rows AS stale ON stale.id = fresh.id
        WHERE (fresh.title_ar, fresh.title_en, fresh.description_ar, fresh.description_en, fresh.medium_ar, fresh.medium_en,
               fresh.materials_ar, fresh.materials_en, fresh.subjects, fresh.movements, fresh.artist_id, fresh.inventory_number)
            IS DISTINCT FROM
              (stale.title_ar, stale.title_en, stale.description_ar, stale.description_en, stale.medium_ar, stale.medium_en,
               stale.materials_ar, stale.materials_en, stale.subjects, stale.movements, stale.artist_id, stale.inventory_number)
    ));
    RETURN NULL;
END
$body$;

CREATE FUNCTION marketplace_name_added() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM marketplace_learn_words(ARRAY(SELECT concat_ws(' ', name_en, name_ar) FROM new_rows));
    RETURN NULL;
END
$body$;

CREATE FUNCTION marketplace_artist_renamed() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM marketplace_learn_words(ARRAY(SELECT concat_ws(' ', name_en, name_ar) FROM new_rows));
    PERFORM marketplace_refresh_search((
        WITH renamed AS (
            SELECT fresh.id FROM new_rows AS fresh JOIN old_rows AS stale ON stale.id = fresh.id
            WHERE (fresh.name_ar, fresh.name_en, fresh.name_key) IS DISTINCT FROM (stale.name_ar, stale.name_en, stale.name_key)
        )
        SELECT array_agg(work_id) FROM (
            SELECT id AS work_id FROM marketplace_artwork WHERE artist_id IN (SELECT id FROM renamed)
            UNION
            SELECT artwork_id FROM marketplace_artworkartist WHERE artist_id IN (SELECT id FROM renamed)
        ) AS touched
    ));
    RETURN NULL;
END
$body$;

CREATE FUNCTION marketplace_artwork_shared() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM marketplace_refresh_search((
        SELECT array_agg(DISTINCT touched.artwork_id) FROM touched
        JOIN marketplace_artwork AS work ON work.id = touched.artwork_id
    ));
    RETURN NULL;
END
$body$;

CREATE TRIGGER artwork_search_insert AFTER INSERT ON marketplace_artwork
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION marketplace_artwork_inserted();
CREATE TRIGGER artwork_search_update AFTER UPDATE ON marketplace_artwork
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION marketplace_artwork_updated();
CREATE TRIGGER artist_search_insert AFTER INSERT ON marketplace_artist
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION marketplace_name_added();
CREATE TRIGGER tag_search_insert AFTER INSERT ON marketplace_tag
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION marketplace_name_added();
CREATE TRIGGER tag_search_update AFTER UPDATE ON marketplace_tag
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION marketplace_name_added();
CREATE TRIGGER artist_search_update AFTER UPDATE ON marketplace_artist
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION marketplace_artist_renamed();
CREATE TRIGGER artwork_artist_search_insert AFTER INSERT ON marketplace_artworkartist
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION marketplace_artwork_shared();
CREATE TRIGGER artwork_artist_search_delete AFTER DELETE ON marketplace_artworkartist
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION marketplace_artwork_shared();
"""

UNDO = """
DROP TRIGGER artwork_search_insert ON marketplace_artwork;
DROP TRIGGER artwork_search_update ON marketplace_artwork;
DROP TRIGGER artist_search_insert ON marketplace_artist;
DROP TRIGGER artist_search_update ON marketplace_artist;
DROP TRIGGER tag_search_insert ON marketplace_tag;
DROP TRIGGER tag_search_update ON marketplace_tag;
DROP TRIGGER artwork_artist_search_insert ON marketplace_artworkartist;
DROP TRIGGER artwork_artist_search_delete ON marketplace_artworkartist;
DROP FUNCTION marketplace_artwork_inserted();
DROP FUNCTION marketplace_artwork_updated();
DROP FUNCTION marketplace_name_added();
DROP FUNCTION marketplace_artist_renamed();
DROP FUNCTION marketplace_artwork_shared();
DROP FUNCTION marketplace_refresh_search(bigint[]);
DROP FUNCTION marketplace_learn_words(text[]);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_arabic_search"),
        ("marketplace", "0001_catalogue"),
    ]

    operations = [
        UnaccentExtension(),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=80, primary_key=True, serialize=False, verbose_name="word")),
            ],
            options={
                "verbose_name": "search word",
                "verbose_name_plural": "search words",
                'indexes': [django.contrib.postgres.indexes.GinIndex(
                fields=["word"], name="search_word_trigrams", opclasses=["gin_trgm_ops"]
            )],
            },
        ),
        migrations.RemoveIndex(
            model_name="artworksearch",
            name="artwork_search_words",
        ),
        migrations.RemoveField(
            model_name="artworksearch",
            name="words",
        ),
        migrations.RunSQL(REFRESH, UNDO),
    ]
