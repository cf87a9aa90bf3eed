-- What rules say: periods and shares in words, limits with their boundary.

-- A date as its period is called: 2023年一季度, Q1 2023.
CREATE OR REPLACE MACRO period_zh(day, fineness) AS
    CASE fineness WHEN 'month' THEN year(day) || '年' || month(day) || '月'
                  WHEN 'quarter' THEN year(day) || '年' || ['一', '二', '三', '四'][CAST(quarter(day) AS INTEGER)] || '季度'
                  WHEN 'half_year' THEN year(day) || CASE WHEN month(day) <= 6 THEN '年上半年' ELSE '年下半年' END
                  WHEN 'year' THEN year(day) || '年'
                  ELSE year(day) || '年' || month(day) || '月' || day(day) || '日' END;

CREATE OR REPLACE MACRO period_en(day, fineness) AS
    CASE fineness WHEN 'month' THEN strftime(day, '%Y-%m')
                  WHEN 'quarter' THEN 'Q' || quarter(day) || ' ' || year(day)
                  WHEN 'half_year' THEN CASE WHEN month(day) <= 6 THEN 'H1 ' ELSE 'H2 ' END || year(day)
                  WHEN 'year' THEN CAST(year(day) AS VARCHAR)
                  ELSE strftime(day, '%Y-%m-%d') END;

CREATE OR REPLACE MACRO share_text(ratio) AS format('{:.1f}%', 100.0 * ratio);

-- So many months after a day; the end of a month stays the end of a month.
CREATE OR REPLACE MACRO months_after(day, months) AS
    CASE WHEN day = last_day(day) THEN last_day((day + to_months(CAST(months AS INTEGER)))::DATE)
         ELSE (day + to_months(CAST(months AS INTEGER)))::DATE END;

-- Whether a figure is beyond a limit; at the limit only where that is included.
-- No limit (NULL): never. Figures are compared to nine digits, so that exactly
-- 80 % is exactly 80 %, whatever binary fractions make of it.
CREATE OR REPLACE MACRO above(figure, bound, included) AS
    coalesce(round(figure, 9) > bound OR included AND round(figure, 9) = bound, false);
CREATE OR REPLACE MACRO below(figure, bound, included) AS
    coalesce(round(figure, 9) < bound OR included AND round(figure, 9) = bound, false);
