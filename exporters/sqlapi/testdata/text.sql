-- What needs quoting, what is wide, what would steer a terminal.
SELECT * FROM (VALUES
    (1, '郫都区', 'plain', 'x'::ENUM('x', 'y')),
    (20, '', 'comma, "quote"', 'y'),
    (-300, NULL, 'two' || chr(13) || chr(10) || 'lines', NULL),
    (4, 'é👩‍🚀', chr(27) || '[31m' || chr(7) || chr(1) || chr(8238), 'x')
) AS t(n, "区,市", note, kind), (SELECT 'ab' || chr(0) AS nul, '\x00\xFF'::BLOB AS blob, '101'::BIT AS bit, uuid '00000000-0000-0000-0000-000000000001' AS id)
ORDER BY abs(n)
