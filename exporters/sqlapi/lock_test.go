package sqlapi_test

import (
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"shixu/exporters/sqlapi"
)

// attacks is what must fail, by why it should.
var attacks = map[error][]string{
	// No question: the gate says so.
	sqlapi.ErrStatement: {
		"", " ; -- nothing", "INSERT INTO store.load (load_id) VALUES (9)", "UPDATE store.load SET job = 'x'", "DELETE FROM store.load", "TRUNCATE store.load",
		"MERGE INTO store.load USING (SELECT 1 AS i) ON i = load_id WHEN MATCHED THEN DELETE",
		"CREATE TABLE t (a INT)", "CREATE TEMP TABLE t (a INT)", "CREATE OR REPLACE VIEW load AS SELECT 1", "CREATE TEMP MACRO m() AS 1", "CREATE SECRET s (TYPE http)",
		"ALTER TABLE store.load ADD COLUMN z INT", "DROP VIEW load", "COMMENT ON TABLE store.load IS 'x'",
		"COPY (SELECT 1) TO '$dir/out.csv'", "COPY store.load FROM '/etc/passwd'", "EXPORT DATABASE '$dir/out'", "IMPORT DATABASE '$dir'",
		"ATTACH '$dir/other.duckdb'", "ATTACH ':memory:' AS m", "DETACH city", "USE store", "INSTALL httpfs", "LOAD httpfs", "LOAD '$dir/x.so'",
		"SET memory_limit = '10GB'", "SET VARIABLE as_of = DATE '2020-01-01'", "RESET memory_limit", "SET lock_configuration = false", "SET TimeZone = 'Asia/Shanghai'",
		"PRAGMA memory_limit = '9GB'", "PRAGMA database_list", "PRAGMA enable_profiling", "CALL enable_logging()", "CHECKPOINT", "FORCE CHECKPOINT", "VACUUM", "ANALYZE",
		"BEGIN", "COMMIT", "PREPARE p AS SELECT 1", "EXECUTE p", "DEALLOCATE p", "KILL 1", ".read x", "\\d",
		"EXPLAIN INSERT INTO store.load (load_id) VALUES (9)", "EXPLAIN ANALYZE CREATE TEMP TABLE t AS SELECT 1", "EXPLAIN (ANALYZE) DELETE FROM store.load", "EXPLAIN EXPLAIN ANALYZE SET threads = 1",
		"SELECT 1; SELECT 2", "SELECT 1; DROP VIEW load", "SELECT 1 /* ; */ ; SET threads = 1", "BEGIN; SELECT 1; COMMIT",
		"SELECT 1) UNION ALL (SELECT 2", "SELECT 1); DROP VIEW load; FROM (SELECT 1", "SELECT $1", "SELECT ?",
	},
	// A question that would change something or reach outside: the lock holds.
	sqlapi.ErrRefused: {
		"WITH x AS (SELECT 9) INSERT INTO store.load (load_id) SELECT * FROM x",
		"WITH x AS (SELECT 9) DELETE FROM store.load",
		"EXPLAIN ANALYZE WITH x AS (SELECT 9) INSERT INTO store.load (load_id) SELECT * FROM x",
		"FROM read_csv('/etc/passwd')", "FROM read_text('/etc/passwd')", "FROM read_blob('/proc/self/environ')", "FROM read_json('/etc/passwd')", "FROM read_parquet('/etc/passwd')",
		"FROM sniff_csv('/etc/passwd')", "FROM parquet_metadata('/etc/passwd')", "FROM read_duckdb('$dir/other.duckdb')", "FROM glob('/*')",
		"FROM read_csv('https://example.com/x.csv')", "FROM read_text('http://127.0.0.1:1/')", "FROM read_parquet('s3://bucket/x')", "FROM 'https://example.com/x.parquet'",
		"EXPLAIN ANALYZE FROM read_text('/etc/passwd')", "DESCRIBE FROM '/etc/passwd.csv'", "SUMMARIZE FROM read_csv('/etc/passwd')",
		"FROM query('FROM read_text(''/etc/passwd'')')", "FROM duckdb_secrets()",
		"FROM enable_logging(storage = 'file', storage_path = '$dir/log')",
		"FROM json_execute_serialized_sql(json_serialize_sql('FROM read_text(''/etc/passwd'')'))",
	},
	// What is not there.
	sqlapi.ErrUnknownTable: {"FROM '/etc/passwd'", "FROM nosuch", "SELECT * FROM read_me"},
	sqlapi.ErrQuery: {
		"SELECT content FROM (SELECT '/etc/passwd' AS f), LATERAL (FROM read_text(f))",
		"SELECT getenv('HOME')", "SELECT nextval('s')", "FROM query('DROP VIEW load')", "FROM arrow_scan(1, 2, 3)", "SELECT 1::POINTER", "FROM seq_scan()", "SELECT row(1, 2)",
		"SELECT 1 AS a INTO x", "FROM (DELETE FROM store.load RETURNING *)", "SELECT * FROM (INSERT INTO store.load (load_id) VALUES (9) RETURNING load_id)",
		"WITH x AS (DELETE FROM store.load RETURNING *) FROM x",
	},
}

func TestLock(t *testing.T) {
	path := writeCity(t)
	before := tree(t, filepath.Dir(path))
	for kind, queries := range attacks {
		for _, q := range queries {
			q = os.Expand(q, func(name string) string {
				if name == "dir" {
					return filepath.Dir(path)
				}
				return "$" + name
			})
			t.Run(q, func(t *testing.T) {
				// Each has a session of its own: a failing enable_logging spoils one.
				s := open(t, sqlapi.Options{Path: path})
				if got, err := ask(s, q); !errors.Is(err, kind) {
					t.Errorf("got %q, %v; want an error that is %v", got, err, kind)
				}
			})
		}
	}
	for name, sum := range tree(t, filepath.Dir(path)) {
		if before[name] != sum {
			t.Errorf("%s was changed or made", name)
		}
	}
}

// TestHarmless are questions that leave a trace in their session at most.
func TestHarmless(t *testing.T) {
	path := writeCity(t)
	before := tree(t, filepath.Dir(path))
	s := open(t, sqlapi.Options{Path: path})
	for _, q := range []string{
		"FROM enable_profiling()", "FROM enable_profiling(format = 'json', save_location = '$dir/profile.json')", "FROM enable_logging()", "SELECT write_log('x')",
		"FROM checkpoint()", "FROM force_checkpoint()", "FROM query('SELECT 1')", "SELECT current_setting('threads')", "FROM duckdb_settings()", "FROM pg_settings",
		"EXPLAIN ANALYZE FROM enable_profiling()",
	} {
		if _, err := ask(s, os.Expand(q, func(string) string { return filepath.Dir(path) })); err != nil {
			t.Errorf("%s: %v", q, err)
		}
		expect(t, s, "SELECT count(*) FROM load", "2\n")
	}
	for name, sum := range tree(t, filepath.Dir(path)) {
		if before[name] != sum {
			t.Errorf("%s was changed or made", name)
		}
	}
}

// tree is the content of a folder's files, by path.
func tree(t *testing.T, dir string) map[string][sha256.Size]byte {
	t.Helper()
	files := map[string][sha256.Size]byte{}
	if err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		files[path] = sha256.Sum256(text)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return files
}
