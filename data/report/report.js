/* SPDX-License-Identifier: GPL-3.0-or-later
 * Draws the pictures of the page from the tables of its data block (adapters/report/html_data.h),
 * switches theme and tables. A kind of picture is one function of `kinds`: from the tables, the
 * colours and the width to the height and the options of a chart. */
(function () {
  'use strict';
  var data = JSON.parse(document.getElementById('data').textContent);
  var lang = data.lang;
  var root = document.documentElement;

  // ---- numbers and dates, as the tables write them ---------------------------------------------

  var plain = new Intl.NumberFormat(lang, { maximumFractionDigits: 2 });
  var percent = new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 1 });
  var round = new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 0 });
  var day = new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'short', timeZone: 'UTC' });

  // Shares are rounded down, as in the tables: less than all never reads 100 %.
  function sayShare(value) { return percent.format(Math.floor(value * 1000 + 1e-9) / 1000); }
  function say(form, value) {
    if (value === null) return '–';
    if (form === 'share') return sayShare(value);
    if (form === 'date') return day.format(new Date(value));
    return typeof value === 'number' ? plain.format(value) : value;
  }
  function sayRound(value) {
    return value < 1 && value > 0.99 ? sayShare(value)
      : round.format(Math.floor(value * 100 + 1e-9) / 100);
  }
  // Tables write a date in full; an axis has room for day and month.
  function shortDate(name) {
    var iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(name), french = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(name);
    if (iso) return day.format(new Date(name));
    return french ? day.format(new Date(french[3] + '-' + french[2] + '-' + french[1])) : name;
  }
  function escaped(text) {
    return String(text).replace(/[&<>"']/g, function (c) { return '&#' + c.charCodeAt(0) + ';'; });
  }
  // Text in pixels, as the charts write it, and cut to what fits.
  var FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
  var pen = document.createElement('canvas').getContext('2d');
  function wide(text) {
    pen.font = '12px ' + FONT;
    return pen.measureText(text).width;
  }
  function cut(text, most) {
    if (wide(text) <= most) return text;
    var n = text.length - 1;
    while (n > 1 && wide(text.slice(0, n) + '…') > most) n--;
    return text.slice(0, n).trim() + '…';
  }
  // A row as a tooltip: the columns' names are its words.
  function tip(table, row) {
    return table.columns.map(function (column, i) {
      return '<div>' + escaped(column.name) + ' <b>' + escaped(say(column.form, row[i])) +
        '</b></div>';
    }).join('');
  }
  function unique(values) {
    return values.filter(function (v, i) { return values.indexOf(v) === i; });
  }
  function column(table, i) {
    return table.rows.map(function (row) { return row[i]; });
  }

  // ---- colours ---------------------------------------------------------------------------------

  function colours() {
    var style = getComputedStyle(root), out = {};
    ['page', 'card', 'ink', 'soft', 'line', 'accent', 'vital', 'essential', 'important', 'full',
      'part', 'none', 'fifth', 'sixth'].forEach(function (name) {
      out[name] = style.getPropertyValue('--' + name).trim();
    });
    out.series = [out.vital, out.essential, out.important, out.fifth, out.sixth, out.soft];
    return out;
  }
  // Tiers come in the order vital, essential, important, whatever the language calls them.
  function tierColours(table, at, c) {
    var tiers = {};
    unique(column(table, at)).forEach(function (tier, i) { tiers[tier] = c.series[i]; });
    return tiers;
  }

  // What the colours mean: [name, colour, symbol] of each.
  function legendOf(tiers) {
    return Object.keys(tiers).map(function (tier) { return [tier, tiers[tier]]; });
  }

  function base(c) {
    return {
      animation: false, backgroundColor: 'transparent',
      textStyle: { fontFamily: FONT, color: c.ink, fontSize: 12 },
      tooltip: {
        trigger: 'item', confine: true, backgroundColor: c.card, borderColor: c.line,
        textStyle: { color: c.ink, fontSize: 12, fontFamily: FONT }
      }
    };
  }
  function category(c, names, more) {
    return Object.assign({
      type: 'category', data: names, axisTick: { show: false }, axisLine: { show: false },
      axisLabel: { color: c.ink, interval: 0 }, splitLine: { show: false }
    }, more);
  }
  function measure(c, name, form, more) {
    return Object.assign({
      type: 'value', name: name, nameLocation: 'middle', nameGap: 30,
      nameTextStyle: { color: c.soft }, axisLine: { show: false }, axisTick: { show: false },
      splitLine: { lineStyle: { color: c.line } },
      axisLabel: { color: c.soft, formatter: function (v) {
        return form === 'share' ? round.format(v) : plain.format(v);
      } }
    }, more);
  }
  // Room for the names of rows on the left, and of that for the text.
  function margin(width, names) {
    var longest = names.reduce(function (most, n) { return Math.max(most, wide(n)); }, 20);
    var room = Math.min(longest + 14, width * (width < 500 ? 0.4 : 0.32));
    return { room: room, most: room - 12 };
  }
  // Many rows: a window of them, moved by wheel, finger and keyboard-free slider.
  function zoom(c, n, most, axis) {
    if (n <= most) return [];
    var index = axis === 'y' ? { yAxisIndex: 0 } : { xAxisIndex: 0 };
    return [Object.assign({ type: 'slider', startValue: 0, endValue: most - 1, width: 14, right: 0,
      showDetail: false, brushSelect: false, borderColor: c.line, fillerColor: c.line,
      handleStyle: { color: c.soft }, dataBackground: { lineStyle: { opacity: 0 },
        areaStyle: { opacity: 0 } } }, index)];
  }

  // ---- kinds of pictures -----------------------------------------------------------------------

  var MOST_ROWS = 48, SYMBOLS = ['circle', 'rect', 'triangle', 'diamond'];
  var kinds = {};

  // What is written on a cell of the heat map: the ends of its scale are dark or light.
  function on(c, share) {
    return share < (isDark() ? 0.8 : 0.3) ? c.page : c.ink;
  }

  // Rows by periods: name, group, one share a period, required, unmet.
  kinds.heat = function (tables, c, width) {
    var table = tables[0], periods = table.columns.slice(2, -2), tiers = tierColours(table, 1, c);
    var names = column(table, 0), side = margin(width, names), cells = [];
    var rows = table.rows.map(function (row, i) { return row[0] + '\u0000' + i; });
    var roomy = (width - side.room) / periods.length > 46;
    table.rows.forEach(function (row, y) {
      periods.forEach(function (p, x) {
        if (row[x + 2] !== null)
          cells.push({ value: [x, y, row[x + 2]], label: { color: on(c, row[x + 2]) } });
      });
    });
    var shown = Math.min(rows.length, MOST_ROWS);
    var option = base(c);
    option.grid = { left: side.room, right: rows.length > MOST_ROWS ? 26 : 8, top: roomy ? 30 : 62,
      bottom: 46 };
    option.xAxis = category(c, periods.map(function (p) { return shortDate(p.name); }),
      { position: 'top', axisLabel: { color: c.soft, rotate: roomy ? 0 : 90,
        interval: periods.length > 30 ? 'auto' : 0 } });
    option.yAxis = category(c, rows, { inverse: true, axisLabel: { interval: 0, margin: 8,
      formatter: function (v) {
        var at = v.split('\u0000');
        return '{' + 't' + Object.keys(tiers).indexOf(table.rows[at[1]][1]) + '|' +
          cut(at[0], side.most).replace(/[{}|]/g, ' ') + '}';
      },
      rich: Object.keys(tiers).reduce(function (rich, tier, i) {
        rich['t' + i] = { color: tiers[tier], fontSize: 12, fontFamily: FONT };
        return rich;
      }, {}) } });
    option.visualMap = { type: 'continuous', min: 0, max: 1, orient: 'horizontal', left: side.room,
      bottom: 0, itemHeight: 120, itemWidth: 10, calculable: false, precision: 2,
      inRange: { color: [c.none, c.part, c.full] }, text: [round.format(1), round.format(0)],
      textStyle: { color: c.soft } };
    option.dataZoom = zoom(c, rows.length, MOST_ROWS, 'y');
    option.tooltip.formatter = function (p) {
      var row = table.rows[p.value[1]];
      return tip({ columns: [table.columns[0], table.columns[1], periods[p.value[0]]] },
        [row[0], row[1], p.value[2]]);
    };
    option.series = [{ type: 'heatmap', data: cells, progressive: 2000,
      itemStyle: { borderColor: c.page, borderWidth: 1.5 },
      emphasis: { itemStyle: { borderColor: c.ink } },
      label: { show: roomy, fontSize: 11, formatter: function (p) {
        return p.value[2] >= 1 ? '' : sayRound(p.value[2]);
      } } }];
    return { height: shown * (paper ? 15 : 20) + option.grid.top + option.grid.bottom, option: option,
      legend: legendOf(tiers) };
  };

  // Bars in time: name, group, from, to, people.
  kinds.calendar = function (tables, c, width) {
    var table = tables[0], names = unique(column(table, 0)), side = margin(width, names);
    var tiers = tierColours(table, 1, c), DAY = 86400000;
    var most = Math.max.apply(null, column(table, 4));
    var option = base(c), shown = Math.min(names.length, MOST_ROWS), ticks = [];
    var starts = column(table, 2).map(Date.parse), first = Math.min.apply(null, starts);
    var last = Math.max.apply(null, column(table, 3).map(Date.parse)) + DAY;
    var weeks = Math.max(1, Math.ceil((last - first) / DAY / 7 / Math.max(2,
      Math.floor((width - side.room) / 60))));
    for (var tick = first; tick < last; tick += weeks * 7 * DAY) ticks.push(tick);
    option.grid = { left: side.room, right: names.length > MOST_ROWS ? 26 : 8, top: 30, bottom: 8 };
    option.xAxis = { type: 'time', position: 'top', min: first, max: last,
      axisLine: { show: false },
      splitLine: { show: true, lineStyle: { color: c.line } },
      axisTick: { show: false, customValues: ticks },
      axisLabel: { color: c.soft, hideOverlap: true, customValues: ticks,
        formatter: function (v) { return day.format(new Date(v)); } } };
    option.yAxis = category(c, names, { inverse: true, axisLabel: { color: c.ink, interval: 0,
      formatter: function (v) { return cut(v, side.most); } } });
    option.dataZoom = zoom(c, names.length, MOST_ROWS, 'y');
    option.tooltip.formatter = function (p) { return tip(table, table.rows[p.dataIndex]); };
    option.series = [{ type: 'custom', progressive: 1000, clip: true,
      dimensions: ['need', 'from', 'to', 'people'], encode: { x: [1, 2], y: 0 },
      data: table.rows.map(function (row) {
        return [names.indexOf(row[0]), Date.parse(row[2]), Date.parse(row[3]) + DAY, row[4]];
      }),
      renderItem: function (params, api) {
        var from = api.coord([api.value(1), api.value(0)]);
        var to = api.coord([api.value(2), api.value(0)]);
        var people = api.value(3), high = Math.max(10, api.size([0, 1])[1] * 0.72);
        var colour = tiers[table.rows[params.dataIndex][1]];
        var long = Math.max(1, to[0] - from[0] - 1);
        var label = plain.format(people);
        return { type: 'group', children: [
          { type: 'rect', shape: { x: from[0], y: from[1] - high / 2, width: long, height: high,
            r: 2 },
            style: { fill: colour, opacity: 0.22 + 0.4 * people / most } },
          { type: 'rect', shape: { x: from[0], y: from[1] - high / 2, width: 3, height: high },
            style: { fill: colour } },
          { type: 'text', ignore: long < label.length * 7 + 8, style: { text: label,
            x: from[0] + 7, y: from[1], verticalAlign: 'middle', fill: c.ink, fontSize: 11,
            fontFamily: FONT } }] };
      } }];
    return { height: shown * (paper ? 16 : 22) + 40, option: option, legend: legendOf(tiers) };
  };

  // Bands from the left to the right: from, to, volume.
  kinds.flows = function (tables, c, width) {
    var table = tables[0], lefts = unique(column(table, 0)), rights = unique(column(table, 1));
    var option = base(c), totals = {};
    table.rows.forEach(function (row) {
      totals['l' + row[0]] = (totals['l' + row[0]] || 0) + row[2];
      totals['r' + row[1]] = (totals['r' + row[1]] || 0) + row[2];
    });
    var narrow = width < 640, side = margin(width, lefts.concat(rights));
    function node(side) {
      return function (name) {
        return { name: side + name, depth: side === 'l' ? 0 : 1,
          itemStyle: { color: side === 'l' ? c.essential : c.important },
          label: { position: side === 'l' ? 'left' : 'right',
            align: side === 'l' ? 'right' : 'left' } };
      };
    }
    var room = narrow ? Math.round(width * 0.34) : side.room + 50;
    option.tooltip.formatter = function (p) {
      if (p.dataType === 'edge') return tip(table, table.rows[p.data.row]);
      return escaped(p.name.slice(1)) + ' <b>' + escaped(plain.format(totals[p.name])) + '</b>';
    };
    option.series = [{ type: 'sankey', left: room, right: room, top: 8, bottom: 8, nodeWidth: 10,
      nodeGap: 10, draggable: false, layoutIterations: 32, emphasis: { focus: 'adjacency' },
      data: lefts.map(node('l')).concat(rights.map(node('r'))),
      links: table.rows.map(function (row, i) {
        return { source: 'l' + row[0], target: 'r' + row[1], value: row[2], row: i,
          lineStyle: { color: row[0] === row[1] ? c.soft : c.accent,
            opacity: row[0] === row[1] ? 0.22 : 0.45 } };
      }),
      lineStyle: { curveness: 0.5 },
      label: { color: c.ink, fontSize: 12, lineHeight: 15,
        formatter: function (p) {
          return cut(p.name.slice(1), room - (narrow ? 12 : 60)) + (narrow ? '\n' : '  ') +
            plain.format(Math.round(totals[p.name]));
        } } }];
    return { height: Math.max(lefts.length, rights.length) * (narrow ? 46 : 34) + 60,
      option: option };
  };

  // Places and curves between them: from, to, volume; name, latitude, longitude, sends, receives.
  kinds.map = function (tables, c, width) {
    var flows = tables[0], places = tables[1], option = base(c), at = {};
    var middle = places.rows.reduce(function (s, p) { return s + p[1]; }, 0) / places.rows.length;
    var squeeze = Math.cos(middle * Math.PI / 180);
    places.rows.forEach(function (p) { at[p[0]] = [p[2] * squeeze, p[1]]; });
    var xs = places.rows.map(function (p) { return at[p[0]][0]; }), ys = column(places, 1);
    var pad = 36, box = { x: Math.min.apply(null, xs), y: Math.min.apply(null, ys) };
    box.width = Math.max(Math.max.apply(null, xs) - box.x, 1e-3);
    box.height = Math.max(Math.max.apply(null, ys) - box.y, 1e-3);
    // One scale for both directions, as high as it is useful.
    var inner = width - 2 * pad;
    var high = Math.min(Math.max(inner * box.height / box.width, 200), 560);
    var unit = Math.min(inner / box.width, high / box.height);
    var spare = { x: (inner / unit - box.width) / 2, y: (high / unit - box.height) / 2 };
    option.grid = { left: pad, right: pad, top: pad, bottom: pad };
    option.xAxis = { type: 'value', show: false, min: box.x - spare.x,
      max: box.x + box.width + spare.x };
    option.yAxis = { type: 'value', show: false, min: box.y - spare.y,
      max: box.y + box.height + spare.y };
    var travelling = [], most = flows.rows.reduce(function (m, row) {
      return row[0] === row[1] ? m : Math.max(m, row[2]);
    }, 0);
    flows.rows.forEach(function (row, i) {
      if (row[0] !== row[1])
        travelling.push({ coords: [at[row[0]], at[row[1]]], row: i,
          lineStyle: { width: Math.max(0.8, 12 * row[2] / most) } });
    });
    var size = function (p) { return Math.sqrt(p[3] + p[4]); };
    var largest = Math.max.apply(null, places.rows.map(size));
    var told = places.rows.map(size).sort(function (a, b) { return b - a; })[width < 500 ? 7 : 13];
    option.tooltip.formatter = function (p) {
      return p.seriesType === 'lines' ? tip(flows, flows.rows[p.data.row])
        : tip(places, places.rows[p.dataIndex]);
    };
    option.series = [
      { type: 'lines', coordinateSystem: 'cartesian2d', data: travelling, clip: false,
        symbol: ['none', 'arrow'], symbolSize: 7,
        lineStyle: { color: c.accent, opacity: 0.5, curveness: 0.2 } },
      { type: 'scatter', data: places.rows.map(function (p) {
        return { value: at[p[0]], name: p[0], symbolSize: 6 + 26 * size(p) / largest,
          label: { show: told === undefined || size(p) >= told } };
      }),
      itemStyle: { color: c.important, borderColor: c.page, borderWidth: 1.5, opacity: 0.95 },
      labelLayout: { hideOverlap: true },
      label: { position: 'right', color: c.ink, fontSize: 12, formatter: function (p) {
        return p.name;
      }, textBorderColor: c.page, textBorderWidth: 3 } }];
    return { height: high + 2 * pad, option: option };
  };

  // Bars: name, value.
  kinds.bars = function (tables, c, width) {
    var table = tables[0], option = base(c), narrow = width < 500;
    option.grid = { left: 8, right: 8, top: 26, bottom: narrow ? 84 : 56 };
    option.xAxis = category(c, column(table, 0), { name: table.columns[0].name,
      nameLocation: 'middle', nameGap: narrow ? 62 : 32, nameTextStyle: { color: c.soft },
      axisLine: { show: true, lineStyle: { color: c.soft } },
      axisLabel: { color: c.ink, interval: 0, rotate: narrow ? 90 : 0 } });
    option.yAxis = measure(c, '', table.columns[1].form, { show: false });
    option.tooltip.formatter = function (p) { return tip(table, table.rows[p.dataIndex]); };
    option.series = [{ type: 'bar', data: column(table, 1), barCategoryGap: '12%',
      itemStyle: { color: c.accent, borderRadius: [2, 2, 0, 0] },
      label: { show: true, position: 'top', color: c.ink, fontSize: 12,
        formatter: function (p) { return plain.format(p.value); } } }];
    return { height: 320, option: option };
  };

  // A line in a band, by series: series, x, worst, low, middle, high, best.
  kinds.fan = function (tables, c, width) {
    var table = tables[0], names = unique(column(table, 0)), option = base(c);
    var colour = [c.vital, c.essential, c.important, c.soft], series = [];
    var low = Math.min.apply(null, column(table, 3));
    var right = names.reduce(function (most, n) { return Math.max(most, wide(n)); }, 0);
    option.grid = { left: 48, right: Math.min(right * 1.12 + 16, width * 0.3), top: 12,
      bottom: 48 };
    option.xAxis = measure(c, table.columns[1].name, table.columns[1].form,
      { splitLine: { show: false }, max: Math.max.apply(null, column(table, 1)),
        axisLine: { show: true, lineStyle: { color: c.soft } } });
    option.yAxis = measure(c, '', table.columns[4].form,
      { max: 1, min: Math.max(0, Math.floor(low * 10) / 10) });
    option.tooltip.formatter = function (p) {
      return p.data.row === undefined ? escaped(p.seriesName) : tip(table, table.rows[p.data.row]);
    };
    names.forEach(function (name, i) {
      var rows = table.rows.filter(function (row) { return row[0] === name; });
      series.push({ type: 'custom', name: name, silent: true, data: [rows.map(function (r) {
        return r[1];
      })], encode: {}, renderItem: function (params, api) {
        var up = rows.map(function (r) { return api.coord([r[1], r[5]]); });
        var down = rows.map(function (r) { return api.coord([r[1], r[3]]); }).reverse();
        return { type: 'polygon', shape: { points: up.concat(down) },
          style: { fill: colour[i % 4], opacity: 0.16 } };
      } });
      series.push({ type: 'line', name: name, symbolSize: 6, lineStyle: { width: 2.5 },
        itemStyle: { color: colour[i % 4] }, data: rows.map(function (row) {
          return { value: [row[1], row[4]], row: table.rows.indexOf(row) };
        }),
        endLabel: { show: true, color: colour[i % 4], fontWeight: 600,
          formatter: cut(name, width * 0.27) },
        labelLayout: { moveOverlap: 'shiftY' } });
    });
    option.series = series;
    return { height: width < 500 ? 300 : 380, option: option };
  };

  // Dots with intervals: row, series, value[, low, high].
  kinds.dots = function (tables, c, width) {
    var table = tables[0], names = unique(column(table, 0)), groups = unique(column(table, 1));
    var side = margin(width, names), option = base(c), form = table.columns[2].form;
    var ends = column(table, 2).concat(table.columns.length > 4 ?
      column(table, 3).concat(column(table, 4)) : []).filter(function (v) { return v !== null; });
    var low = Math.min.apply(null, ends), high = Math.max.apply(null, ends);
    option.grid = { left: side.room, right: 22, top: 8, bottom: 48 };
    option.yAxis = category(c, names, { inverse: true, splitLine: { show: true,
      lineStyle: { color: c.line } }, axisLabel: { color: c.ink, interval: 0,
      formatter: function (v) { return cut(v, side.most); } } });
    option.xAxis = measure(c, table.columns[2].name, form, form === 'share'
      ? { min: Math.max(0, Math.floor(low * 10) / 10), max: Math.min(1, Math.ceil(high * 10) / 10) }
      : { scale: low > high / 2 });
    option.tooltip.formatter = function (p) {
      return p.data && p.data.row !== undefined ? tip(table, table.rows[p.data.row]) : '';
    };
    option.series = [];
    groups.forEach(function (group, g) {
      var colour = c.series[g % c.series.length], shift = (g - (groups.length - 1) / 2) * 9;
      var points = [];
      table.rows.forEach(function (row, i) {
        if (row[1] === group && row[2] !== null)
          points.push({ value: [row[2], names.indexOf(row[0]), row[3], row[4]], row: i });
      });
      if (table.columns.length > 4)
        option.series.push({ type: 'custom', silent: true, data: points, name: group,
          encode: { x: [0, 2, 3], y: 1 }, renderItem: function (params, api) {
            var a = api.coord([api.value(2), api.value(1)]);
            var b = api.coord([api.value(3), api.value(1)]);
            return { type: 'line',
              shape: { x1: a[0], x2: b[0], y1: a[1] + shift, y2: b[1] + shift },
              style: { stroke: colour, lineWidth: 2, opacity: 0.7 } };
          } });
      option.series.push({ type: 'scatter', name: group, data: points, symbolSize: 10,
        symbolOffset: [0, shift], symbol: SYMBOLS[g % 4],
        itemStyle: { color: colour, borderColor: c.page, borderWidth: 1 } });
    });
    return { height: names.length * Math.max(30, groups.length * 10 + 14) + option.grid.top + 50,
      option: option, legend: groups.map(function (group, g) {
        return [group, c.series[g % c.series.length], SYMBOLS[g % 4]];
      }) };
  };

  // One figure against another: name, series, x, y.
  kinds.tradeoff = function (tables, c, width) {
    var table = tables[0], groups = unique(column(table, 1)), option = base(c);
    option.grid = { left: 60, right: width < 500 ? 60 : 120, top: 24, bottom: 50 };
    option.xAxis = measure(c, table.columns[2].name, table.columns[2].form, { scale: true,
      splitLine: { show: false }, axisLine: { show: true, lineStyle: { color: c.soft } } });
    option.yAxis = measure(c, table.columns[3].name, table.columns[3].form,
      { scale: true, nameGap: 46 });
    option.tooltip.formatter = function (p) { return tip(table, table.rows[p.data.row]); };
    option.series = [];
    groups.forEach(function (group, g) {
      var colour = c.series[g % c.series.length], families = {};
      table.rows.forEach(function (row, i) {
        if (row[1] !== group || row[2] === null || row[3] === null) return;
        var stem = row[0].replace(/\d+$/, '#');
        (families[stem] = families[stem] || []).push({ value: [row[2], row[3]], row: i,
          at: Number((/\d+$/.exec(row[0]) || [0])[0]) });
      });
      // Names that differ in their number only are a curve, along that number.
      Object.keys(families).forEach(function (stem) {
        var points = families[stem].sort(function (a, b) { return a.at - b.at; });
        option.series.push({ type: 'line', name: group, data: points, symbolSize: 9,
          symbol: SYMBOLS[g % 4], lineStyle: { width: points.length > 1 ? 2 : 0 },
          itemStyle: { color: colour },
          label: { show: true, position: 'top', color: c.ink, fontSize: 12,
            formatter: function (p) {
              return cut(table.rows[p.data.row][0], width < 500 ? 90 : 190);
            } },
          labelLayout: { hideOverlap: true } });
      });
    });
    return { height: width < 500 ? 320 : 420, option: option,
      legend: groups.length < table.rows.length ? groups.map(function (group, g) {
        return [group, c.series[g % c.series.length], SYMBOLS[g % 4]];
      }) : [] };
  };

  // ---- the page --------------------------------------------------------------------------------

  function drawLegend(box, entries) {
    var list = box.previousElementSibling;
    if (!list || list.className !== 'legend') {
      list = document.createElement('ul');
      list.className = 'legend';
      box.parentNode.insertBefore(list, box);
    }
    list.hidden = !entries || entries.length < 2;
    list.textContent = '';
    (entries || []).forEach(function (entry) {
      var item = document.createElement('li'), swatch = document.createElement('i');
      swatch.style.background = entry[1];
      swatch.className = entry[2] || 'rect';
      item.appendChild(swatch);
      item.appendChild(document.createTextNode(entry[0]));
      list.appendChild(item);
    });
  }
  function draw(picture) {
    var box = document.getElementById(picture.id + '-chart');
    if (!box || !kinds[picture.kind]) return;
    box.hidden = false;
    box.style.width = paper ? PAPER + 'px' : '';
    var made = kinds[picture.kind](picture.tables, colours(), box.clientWidth);
    var chart = echarts.getInstanceByDom(box);
    box.style.height = Math.round(made.height) + 'px';
    if (!chart) chart = echarts.init(box, null, { renderer: 'svg' });
    else chart.resize();
    drawLegend(box, made.legend);
    chart.setOption(made.option, { notMerge: true });
  }
  // Pixels between the margins of a sheet of A4; the browser tells them too late.
  var PAPER = 660, paper = false;

  function drawAll() {
    data.pictures.forEach(draw);
  }

  function tables(open) {
    document.querySelectorAll('.picture details').forEach(function (d) { d.open = open; });
  }
  function isDark() {
    var said = root.getAttribute('data-theme');
    return said ? said === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }
  function theme(name) {
    if (name) root.setAttribute('data-theme', name);
    else root.removeAttribute('data-theme');
    document.getElementById('theme').setAttribute('aria-pressed', String(isDark()));
    drawAll();
  }

  document.querySelector('.tools').hidden = false;
  document.getElementById('open').addEventListener('click', function () { tables(true); });
  document.getElementById('close').addEventListener('click', function () { tables(false); });
  document.getElementById('theme').addEventListener('click', function () {
    theme(isDark() ? 'light' : 'dark');
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', function () {
    theme(root.getAttribute('data-theme'));
  });

  // Paper is light and has its own width.
  var before = null;
  addEventListener('beforeprint', function () {
    before = root.getAttribute('data-theme');
    paper = true;
    theme('light');
  });
  addEventListener('afterprint', function () {
    paper = false;
    theme(before);
  });

  var width = document.body.clientWidth, waiting = 0;
  addEventListener('resize', function () {
    if (document.body.clientWidth === width) return;
    width = document.body.clientWidth;
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(drawAll);
  });
  theme(null);
}());
