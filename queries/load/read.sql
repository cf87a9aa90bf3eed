-- How the cells of a report are read, in three steps, so that a clean file pays
-- nothing for the messy ones. The cell is cast as it stands (plain); where that
-- fails, tidy_<type> gives its text in a form that has fewer spellings; and
-- <type>_of makes the value of the two, or NULL where the cell is blank or
-- cannot be read; is_blank tells which. read_<type> does all at once, for
-- questions by hand.
--
-- Steps, because DuckDB expands macros as text: a macro that names its argument
-- ten times computes it ten times, and is planned ten times.

-- Full-width digits, letters, signs and spaces become half-width; so do the
-- minus sign and the space that does not break. Few texts hold any, and telling
-- that takes a sixth of the time that translate does.
CREATE OR REPLACE MACRO half_width(x) AS
    CASE WHEN regexp_matches(x, '[！-～　−\x{A0}]') THEN translate(x,
        '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～　−' || chr(160),
        '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~ - ') ELSE x END;

-- Cells that people fill to say "nothing here". (A pattern, not an IN list:
-- DuckDB turns those into joins. A CASE, not an OR: only CASE leaves out what it
-- need not compute, and long texts are never blank; nor is what begins with a
-- digit or a letter but N, which spares short codes the pattern. Texts are
-- compared by their bytes, and comparing costs half of what ascii() does.)
CREATE OR REPLACE MACRO is_blank(x) AS
    CASE WHEN x >= '0' AND x < 'N' OR x >= 'O' AND x < '\' OR x >= ']' AND x < 'n' OR x >= 'o' AND x < '{' THEN false
         WHEN x IS NULL THEN true WHEN strlen(x) > 20 THEN false
         ELSE regexp_full_match(half_width(x), '(?i)\s*(-{1,2}|[—–]{1,2}|[/\\]|无|暂无|空|未填|n/?a|null|none|nil)?\s*') END;

-- The same for dates, where "not settled" is an answer too.
CREATE OR REPLACE MACRO is_blank_date(x) AS
    CASE WHEN x IS NULL THEN true WHEN strlen(x) > 20 THEN false
         WHEN ascii(x) BETWEEN 48 AND 57 THEN false
         ELSE regexp_full_match(half_width(x), '(?i)\s*(-{1,2}|[—–]{1,2}|[/\\]|无|暂无|空|未填|n/?a|null|none|nil|[待未]定|未明确|未确定|tb[cd])?\s*') END;

-- Cells that say 0, as people write it: 0, 0.00, ０, 0万元.
CREATE OR REPLACE MACRO is_zero(x) AS
    coalesce(regexp_full_match(half_width(x), '\s*-?0+(\.0*)?\s*(亿|万|千)?元?\s*'), false);

-- White space at either end, told by comparing bytes.
CREATE OR REPLACE MACRO has_margin(x) AS
    CASE WHEN x < '!' OR x > '~' AND (starts_with(x, '　') OR starts_with(x, chr(160))) THEN true
         WHEN ends_with(x, ' ') OR ends_with(x, chr(10)) OR ends_with(x, chr(9)) OR ends_with(x, chr(13)) THEN true
         ELSE ends_with(x, '　') OR ends_with(x, chr(160)) END;

-- Text without the white space around it; blank cells are NULL. No word for
-- "nothing here" is longer than 12 bytes.
CREATE OR REPLACE MACRO read_text(x) AS
    CASE WHEN strlen(x) <= 12 AND is_blank(x) THEN NULL
         WHEN has_margin(x) THEN nullif(regexp_replace(trim(x), '^\s+|\s+$', '', 'g'), '')
         ELSE x END;

-- A name without the line breaks that only wrap it in its cell: 新项目↵一期 is
-- 新项目一期, and Metro↵Line 7 is Metro Line 7. Twice, as a match takes both neighbours.
CREATE OR REPLACE MACRO one_line(x) AS
    CASE WHEN contains(x, chr(10)) OR contains(x, chr(13))
         THEN regexp_replace(regexp_replace(regexp_replace(x, '([^\x00-\x7F])\s*[\r\n]\s*([^\x00-\x7F])', '\1\2', 'g'),
              '([^\x00-\x7F])\s*[\r\n]\s*([^\x00-\x7F])', '\1\2', 'g'), '\s*[\r\n]\s*', ' ', 'g')
         ELSE x END;

-- Numbers as people write them: 1,584,946.56   约5   (12.5)   ¥3
-- A comma counts only before three digits and the point: 1584946,56 and
-- 1.584,946 are no numbers here.
CREATE OR REPLACE MACRO plain_number(x) AS
    regexp_replace(regexp_replace(
        regexp_replace(regexp_replace(half_width(x), '\.(.*),', '.\1;'), '\s+|,([0-9]{3})', '\1', 'g'),
        '^(约|大约|近|¥|￥|RMB)', ''),
        '^\((.*)\)$', '-\1');

-- An amount with its unit in the cell: 5亿元, 3000万, 12.5元.
CREATE OR REPLACE MACRO amount_in_cell(n) AS
    CASE WHEN regexp_full_match(n, '-?[0-9]+(\.[0-9]+)?((亿|万|千|百万|千万)元?|元)')
         THEN try_cast(regexp_extract(n, '^-?[0-9.]+') AS DECIMAL(28, 10))
              * CASE regexp_extract(n, '(亿|千万|百万|万|千)', 1)
                    WHEN '亿' THEN 100000000 WHEN '千万' THEN 10000000
                    WHEN '百万' THEN 1000000 WHEN '万' THEN 10000 WHEN '千' THEN 1000 ELSE 1 END
    END;

CREATE OR REPLACE MACRO tidy_number(x, plain) AS
    CASE WHEN plain IS NULL AND x IS NOT NULL AND NOT is_blank(x) THEN plain_number(x) END;

-- An amount written in a unit, exact to the fen: read with two decimals more
-- than the unit has noughts, it is rounded once. (Decimals of more than 18
-- digits, because DuckDB raises an error where a product of shorter ones has
-- more.)
CREATE OR REPLACE MACRO amount_in(n, unit) AS
    CASE unit WHEN 1 THEN try_cast(n AS DECIMAL(18, 2))
              WHEN 1000 THEN try_cast(try_cast(n AS DECIMAL(21, 5)) * 1000 AS DECIMAL(18, 2))
              WHEN 10000 THEN try_cast(try_cast(n AS DECIMAL(22, 6)) * 10000 AS DECIMAL(18, 2))
              WHEN 1000000 THEN try_cast(try_cast(n AS DECIMAL(24, 8)) * 1000000 AS DECIMAL(18, 2))
              WHEN 10000000 THEN try_cast(try_cast(n AS DECIMAL(25, 9)) * 10000000 AS DECIMAL(18, 2))
              WHEN 100000000 THEN try_cast(try_cast(n AS DECIMAL(26, 10)) * 100000000 AS DECIMAL(18, 2))
              ELSE try_cast(try_cast(n AS DECIMAL(25, 10)) * CAST(unit AS DECIMAL(13, 0)) AS DECIMAL(18, 2)) END;

-- Money in units of the currency. unit is the multiple the column is written
-- in: 1, 10000 (万元), 100000000 (亿元). A cell that names its own unit is taken
-- at its word. plain is the cell as a decimal that loses nothing amount_in needs.
-- (DuckDB rounds 1e-11 up, whatever the decimals: the smallest are looked at
-- twice.)
CREATE OR REPLACE MACRO money_of(x, plain, tidy, unit) AS
    CASE WHEN plain BETWEEN -0.01 AND 0.01 THEN
              CASE WHEN regexp_matches(x, '[eE]') AND abs(amount_in(plain, unit)) <= 0.01
                   THEN try_cast(round(try_cast(x AS DOUBLE) * unit, 2) AS DECIMAL(18, 2))
                   ELSE amount_in(plain, unit) END
         -- The common case, in 64-bit arithmetic.
         WHEN unit = 1 AND plain IS NOT NULL THEN try_cast(plain AS DECIMAL(18, 2))
         WHEN unit = 10000 AND plain BETWEEN -100000000 AND 100000000 THEN CAST(plain * 10000 AS DECIMAL(18, 2))
         WHEN plain IS NOT NULL THEN amount_in(plain, unit)
         ELSE coalesce(amount_in(tidy, unit), try_cast(amount_in_cell(tidy) AS DECIMAL(18, 2))) END;

CREATE OR REPLACE MACRO number_of(x, plain, tidy) AS
    CASE WHEN tidy IS NULL THEN coalesce(plain, try_cast(x AS DECIMAL(24, 6)))
         ELSE coalesce(try_cast(tidy AS DECIMAL(24, 6)), try_cast(amount_in_cell(tidy) AS DECIMAL(24, 6))) END;

CREATE OR REPLACE MACRO integer_of(x, plain, tidy) AS
    CASE WHEN plain % 1 = 0 THEN try_cast(plain AS INTEGER)
         WHEN try_cast(tidy AS DECIMAL(18, 6)) % 1 = 0 THEN try_cast(try_cast(tidy AS DECIMAL(18, 6)) AS INTEGER)
         WHEN regexp_full_match(tidy, '第?[一二三四1-4]季度?') THEN chinese_digit(regexp_extract(tidy, '[一二三四1-4]')) END;

-- A share of one. percent says the column is written in percent; a cell with
-- its own % sign is taken at its word.
CREATE OR REPLACE MACRO ratio_of(x, plain, tidy, percent) AS
    CASE WHEN ends_with(tidy, '%') THEN try_cast(try_cast(left(tidy, -1) AS DECIMAL(20, 8)) * 0.01 AS DECIMAL(12, 6))
         ELSE try_cast(try_cast(coalesce(tidy, x) AS DECIMAL(20, 8)) * CASE WHEN percent THEN 0.01 ELSE 1.00 END AS DECIMAL(12, 6)) END;

CREATE OR REPLACE MACRO read_boolean(x) AS
    CASE WHEN regexp_full_match(half_width(x), '(?i)\s*(是|有|已|√|✓|✔|y|yes|true|1)\s*') THEN true
         WHEN regexp_full_match(half_width(x), '(?i)\s*(否|无|未|×|✗|n|no|false|0)\s*') THEN false END;

CREATE OR REPLACE MACRO read_year(x) AS
    CASE WHEN regexp_full_match(half_width(x), '\s*[12][0-9]{3}(\.0+)?\s*(年|年度)?\s*')
         THEN CAST(regexp_extract(half_width(x), '[0-9]{4}') AS SMALLINT) END;

CREATE OR REPLACE MACRO chinese_digit(c) AS
    CASE c WHEN '一' THEN 1 WHEN '二' THEN 2 WHEN '三' THEN 3 WHEN '四' THEN 4 ELSE try_cast(c AS INTEGER) END;

-- The Chinese numerals of years, months and days in digits: 二〇二三年十二月
-- 二十五日 is 2023年12月25日. What they stand before says that they are some.
CREATE OR REPLACE MACRO han_digits(x) AS
    CASE WHEN strlen(x) = length(x) THEN x
         WHEN regexp_matches(x, '[〇零○一二三四五六七八九十](年|月|日|号)')
         THEN regexp_replace(regexp_replace(regexp_replace(regexp_replace(translate(x, '〇零○一二三四五六七八九', '000123456789'),
              '([0-9])十([0-9])', '\1\2', 'g'), '([0-9])十', '\10', 'g'), '十([0-9])', '1\1', 'g'), '十', '10', 'g')
         ELSE x END;

-- A date that says no year, in the year that the table is about: 七月, 三季度.
CREATE OR REPLACE MACRO with_year(x, year) AS
    CASE WHEN try_cast(left(x, 4) AS SMALLINT) > 999 THEN x
         WHEN regexp_matches(half_width(x), '^\s*(第?[一二三四1-4]季度?|[上下]半年|年[底末初中]|([0-9]{1,2}|[一二三四五六七八九十]{1,2})月)') THEN concat(year, '年', trim(x)) ELSE x END;

-- Where one cell holds the first and the last date of something (2023.03-2025.12,
-- 2023-2025年, 2023年3月至今), either of them; a date alone is both. A duration
-- (36个月) is none.
CREATE OR REPLACE MACRO range_part(x, part) AS
    CASE WHEN regexp_full_match(han_digits(half_width(x)), '\s*[0-9]{1,3}\s*(年|个?月|天)\s*') THEN NULL
         WHEN regexp_matches(han_digits(half_width(x)), '^\s*[12][0-9]{3}.*?\s*[-—–―~至到]+\s*[12][0-9]{3}')
         THEN regexp_replace(han_digits(half_width(x)), '^\s*([12][0-9]{3}.*?)\s*[-—–―~至到]+\s*([12][0-9]{3}.*)$', CASE part WHEN 'first' THEN '\1' ELSE '\2' END)
         WHEN regexp_matches(han_digits(half_width(x)), '^\s*[12][0-9]{3}年[0-9]{1,2}月?\s*[-—–―~至到]+\s*[0-9]{1,2}月')
         THEN regexp_replace(han_digits(half_width(x)), '^\s*([12][0-9]{3}年)([0-9]{1,2})月?\s*[-—–―~至到]+\s*([0-9]{1,2}月.*)$', CASE part WHEN 'first' THEN '\1\2月' ELSE '\1\3' END)
         WHEN regexp_matches(han_digits(half_width(x)), '(至今|起|[-—–―~至到])\s*$')
         THEN CASE part WHEN 'first' THEN regexp_replace(han_digits(half_width(x)), '(至今|起|[-—–―~至到]+)\s*$', '') END
         ELSE x END;

-- A day's number in a workbook that counts from 1904, in one that does not.
CREATE OR REPLACE MACRO serial_1904(x) AS
    CASE WHEN regexp_full_match(x, '[1-6][0-9]{4}(\.[0-9]+)?') THEN CAST(CAST(CAST(x AS DOUBLE) AS INTEGER) + 1462 AS VARCHAR) ELSE x END;

-- A calendar date written in one form: year, separator, month[, separator,
-- day]. Separators are all turned into '-' first; 20230915 and 202309 are
-- spread out; words that only say "about the end" are dropped, and so are the
-- decimals that programs give a year or a serial number (2023.0, 45108.5).
-- 2023年3-5月 and 2023.3-5 are no day but months from March to May, and no date.
-- The time of day goes first.
CREATE OR REPLACE MACRO spread_date(x) AS
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        regexp_replace(regexp_replace(han_digits(half_width(x)),
        '[\sT]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?\s*(Z|UTC|[+-][0-9]{2}:?[0-9]{2})?\s*$', ''),
        '\s', '', 'g'),
        '^(?:([12][0-9]{3})\.0|([2-6][0-9]{4})\.[0-9]+)$', '\1\2'),
        '^[12][0-9]{3}([年./][0-9]{1,2}月?-|-[0-9]{1,2}-[0-9]{1,2}月)', '~'),
        '^([12][0-9]{3})(0[1-9]|1[0-2])([0-3][0-9])$', '\1-\2-\3'),
        '^([12][0-9]{3})(0[1-9]|1[0-2])$', '\1-\2'),
        '[年月./]', '-', 'g'),
        '(日|号|份|底|末|前|左右|中旬|上旬|下旬|中|初)+$', ''),
        '(-)(日|号|份|底|末|前|左右|中旬|上旬|下旬|中|初)+$', ''),
        '-+$', '');

CREATE OR REPLACE MACRO first_of(y, m) AS
    try_cast(CAST(y AS VARCHAR) || '-' || lpad(CAST(m AS VARCHAR), 2, '0') || '-01' AS DATE);

-- What a day can be: DuckDB reads infinity, and years before Christ, too.
CREATE OR REPLACE MACRO is_day(d) AS d BETWEEN DATE '1000-01-01' AND DATE '2999-12-31';

-- A date as ISO 8601 writes it and nothing else: DuckDB's cast passes over what
-- follows the ten characters, and so would read 2016-01-01xyz.
CREATE OR REPLACE MACRO plain_date(x) AS CASE WHEN strlen(x) = 10 THEN try_cast(x AS DATE) END;

-- A month, as its first day. A range from January on (2023年1-9月) is its last month.
-- 2023.1 is January to who wrote it as text, but October to who typed 2023.10 into
-- a spreadsheet, which drops the zero: no month.
CREATE OR REPLACE MACRO tidy_month(x, plain) AS
    CASE WHEN strlen(x) = 6 AND regexp_full_match(x, '[12][0-9]{3}\.1') THEN '?'
         WHEN plain IS NULL AND x IS NOT NULL AND NOT is_blank(x)
         THEN spread_date(regexp_replace(half_width(x), '^\s*([12][0-9]{3})(?:[年.]0?1月?[-—–~至到]+([0-9]{1,2})月?|[-/]?0?1月?[-—–~至到]+([0-9]{1,2})月)', '\1-\2\3')) END;

CREATE OR REPLACE MACRO month_of(plain, tidy) AS
    CASE WHEN is_day(plain) THEN plain - (day(plain) - 1)::INTEGER ELSE month_from_words(tidy) END;

CREATE OR REPLACE MACRO month_from_words(s) AS
    CASE WHEN regexp_full_match(s, '[12][0-9]{3}-[0-9]{1,2}') THEN first_of(left(s, 4), s[6:])
         WHEN regexp_full_match(s, '[12][0-9]{3}-[0-9]{1,2}-[0-9]{1,2}') THEN date_trunc('month', try_cast(s AS DATE))::DATE
         WHEN regexp_full_match(s, '[2-4][0-9]{4}')
         THEN date_trunc('month', DATE '1899-12-30' + CAST(s AS INTEGER))::DATE END;

-- A date and how precisely it is known: day, month, quarter, half_year, year.
-- The value is the last day of the period.
CREATE OR REPLACE MACRO tidy_date(x, plain) AS
    CASE WHEN plain IS NULL AND x IS NOT NULL AND NOT is_blank_date(x) THEN spread_date(x) END;

CREATE OR REPLACE MACRO date_of(plain, tidy) AS
    CASE WHEN is_day(plain) THEN {'value': plain, 'precision': 'day'}
         WHEN tidy IS NOT NULL THEN date_from_words(tidy) END;

CREATE OR REPLACE MACRO date_from_words(s) AS
    CASE
    WHEN regexp_full_match(s, '[12][0-9]{3}-[0-9]{1,2}-[0-9]{1,2}') AND try_cast(s AS DATE) IS NOT NULL
    THEN {'value': try_cast(s AS DATE), 'precision': 'day'}
    WHEN regexp_full_match(s, '[12][0-9]{3}-[0-9]{1,2}') AND first_of(left(s, 4), s[6:]) IS NOT NULL
    THEN {'value': last_day(first_of(left(s, 4), s[6:])), 'precision': 'month'}
    WHEN regexp_full_match(s, '[12][0-9]{3}-?第?[一二三四1-4]季度?') OR regexp_full_match(s, '[12][0-9]{3}-?[Qq][1-4]')
    THEN {'value': last_day(first_of(left(s, 4), 3 * chinese_digit(regexp_extract(s[5:], '[一二三四1-4]')))), 'precision': 'quarter'}
    WHEN regexp_full_match(s, '[12][0-9]{3}-?(上半年?|[Hh]1)')
    THEN {'value': first_of(left(s, 4), 7) - 1, 'precision': 'half_year'}
    WHEN regexp_full_match(s, '[12][0-9]{3}-?(下半年?|[Hh]2)')
    THEN {'value': first_of(left(s, 4), 12) + 30, 'precision': 'half_year'}
    WHEN regexp_full_match(s, '[12][0-9]{3}')
    THEN {'value': first_of(left(s, 4), 12) + 30, 'precision': 'year'}
    WHEN regexp_full_match(s, '[2-6][0-9]{4}')
    THEN {'value': DATE '1899-12-30' + CAST(s AS INTEGER), 'precision': 'day'}
    END;

-- A date in the formats that a mapping gives (those of strptime, all of one
-- precision) and no other.
CREATE OR REPLACE MACRO date_written(x, formats, fineness) AS
    CASE WHEN try_strptime(half_width(x), formats) IS NOT NULL
         THEN {'value': CASE fineness WHEN 'month' THEN last_day(try_strptime(half_width(x), formats))
                                      WHEN 'year' THEN make_date(year(try_strptime(half_width(x), formats)), 12, 31)
                                      ELSE CAST(try_strptime(half_width(x), formats) AS DATE) END,
               'precision': fineness} END;

-- All steps at once.
CREATE OR REPLACE MACRO read_money(x, unit) AS money_of(x, CASE WHEN regexp_matches(x, '[eE]') THEN try_cast(x AS DECIMAL(28, 10)) END, coalesce(tidy_number(x, NULL), x), unit);
CREATE OR REPLACE MACRO read_number(x) AS number_of(x, try_cast(x AS DECIMAL(18, 6)), tidy_number(x, try_cast(x AS DECIMAL(18, 6))));
CREATE OR REPLACE MACRO read_integer(x) AS integer_of(x, try_cast(x AS DECIMAL(18, 6)), tidy_number(x, try_cast(x AS DECIMAL(18, 6))));
CREATE OR REPLACE MACRO read_ratio(x, percent) AS ratio_of(x, try_cast(x AS DECIMAL(18, 6)), tidy_number(x, try_cast(x AS DECIMAL(18, 6))), percent);
CREATE OR REPLACE MACRO read_month(x) AS month_of(plain_date(x), tidy_month(x, plain_date(x)));
CREATE OR REPLACE MACRO read_date(x) AS date_of(plain_date(x), tidy_date(x, plain_date(x)));

-- What names are compared by: no case, width, spaces or brackets.
CREATE OR REPLACE MACRO name_key(x) AS
    regexp_replace(lower(half_width(x)), '[\s()（）【】\[\]·•★▲*"“”''、,，._-]', '', 'g');

-- The cells after the first that say anything, without the name.
CREATE OR REPLACE MACRO cells_beside(cells, named) AS
    array_to_string(list_filter(string_split(cells, chr(30))[2:], lambda c: c <> named AND NOT is_blank(c)), ' ');

-- 19, 共7项: how many projects a title has, in a cell of its own.
CREATE OR REPLACE MACRO is_count(x) AS regexp_full_match(x, '共?\s*[0-9]{1,5}\s*[项个]?');

CREATE OR REPLACE MACRO is_subtotal(x) AS
    regexp_matches(name_key(x), '^(全市|全省|全区|全县)?(合计|总计|小计|共计)([^划算]|$)|^(全市|全省|全区|全县)$|(合计|总计|小计)(共?[0-9]+[项个])?$|^(grand|sub)?totals?:?([0-9]+(projects)?)?$');

CREATE OR REPLACE MACRO is_title(first, named, beside, paid) AS
    CASE WHEN regexp_matches(first, '\((共|计|共计|合计)?\s*[0-9]+\s*[项个]\)[:,]?$') THEN true
         -- A number of the title's own, with its name in the next cell.
         WHEN regexp_full_match(first, '\(?[一二三四五六七八九十]{1,3}\)?[、.,]?|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+[、.,]?') THEN named <> '' AND named <> first
         WHEN regexp_matches(first, '^([一二三四五六七八九十]{1,3}[、.,]|\([一二三四五六七八九十]{1,3}\)|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+[、.,]|——|【[^】]+】|第[一二三四五六七八九十]{1,3}[类部章批])')
         THEN paid = '' OR beside <> '' OR regexp_matches(first, '类(项目)?$')
         -- A name that is a number counts the projects of a unit.
         WHEN is_count(named) THEN NOT regexp_matches(first, '^[0-9.]+$')
         ELSE regexp_full_match(first, '(计划)?(续建|新开工|竣工|投产|竣工投产|预备|储备|前期|加快前期|落地开工|加快建设)(类|类项目|项目)?|[省市区县]级重点(项目)?')
              AND (named = '' OR named = first) END;

CREATE OR REPLACE MACRO title_text(first, named, beside) AS
    CASE WHEN is_count(named) THEN concat(first, '（', regexp_extract(named, '[0-9]+'), '个）')
         WHEN regexp_full_match(half_width(first), '\(?[一二三四五六七八九十]{1,3}\)?[、.,]?|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+[、.,]?') AND named <> ''
         THEN concat(regexp_replace(first, '[、.,．，]$', ''), CASE WHEN ends_with(half_width(first), ')') THEN '' ELSE '、' END, named)
         WHEN named <> first AND is_subtotal(named) THEN concat(first, ' ', named)
         ELSE first END
    || CASE WHEN is_count(beside) AND NOT regexp_full_match(beside, '[0-9]+') AND NOT is_count(named) THEN concat('（', regexp_extract(beside, '[0-9]+'), '个）') ELSE '' END;

CREATE OR REPLACE MACRO row_kind_of(first, named, beside, paid) AS
    CASE WHEN first = '' THEN CASE WHEN paid = '' THEN 'empty' END
         -- 全市 may also be where a project is.
         WHEN is_subtotal(named) OR is_subtotal(first) AND (named = '' OR is_count(named)) THEN concat('subtotal', chr(31), title_text(first, named, beside))
         -- 小计 in the column of numbers or codes, below a district that stands for all its
         -- rows; amounts that nothing reads may follow.
         WHEN named = '' AND is_subtotal(beside)
         THEN concat('subtotal', chr(31), title_text(first, regexp_replace(beside, '(\s+-?[0-9][0-9,]*(\.[0-9]+)?%?)+$', ''), ''))
         WHEN regexp_matches(half_width(first), '^\s*(备注|注|说明|填表.{0,4}|填报.{0,4}|制表.{0,2}|审核.{0,2}|单位负责人|负责人|分管领导|联系.{0,3}|数据来源|附件.{0,3}|note|source)\s*:', 'i') THEN 'note'
         WHEN NOT regexp_full_match(beside, '((共?\s*[0-9]{1,5}\s*[项个]|-?[0-9][0-9,]*(\.[0-9]+)?%?)(\s|$))*') THEN NULL
         WHEN is_title(half_width(first), named, beside, paid) THEN concat('title', chr(31), title_text(first, named, beside)) END;

-- What kind of row it is where a table made by people lacks its key or has
-- words in it: 'empty', 'header' (said again on the next page), 'note', or with
-- its text after chr(31) 'subtotal' and 'title', which says what the rows below
-- have in common; NULL: a row of data.
--
-- about is what the row says, parts divided by chr(31): its cells but for the
-- amounts, divided by chr(30); its name; 'paid' where it has an amount.
--
-- A row is a title only if it has nothing but the title, a count and amounts:
-- 城区污水处理厂（共3个） with a number in front, an owner or a date is a project.
CREATE OR REPLACE MACRO row_kind(about) AS list_transform(
    -- Each part is computed once: a macro that names its argument often is
    -- planned as often.
    list_transform([string_split(about, chr(31))], lambda parts: {
        'first': trim(split_part(parts[1], chr(30), 1)), 'named': trim(parts[2]),
        'beside': cells_beside(parts[1], parts[2]), 'paid': parts[3]}),
    lambda r: row_kind_of(r.first, r.named, r.beside, r.paid))[1];
