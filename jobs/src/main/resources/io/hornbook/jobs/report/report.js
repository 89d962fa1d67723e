(function () {
  'use strict';

  // Everything that a run says enters the page as a text node or as a label of a chart's drawing, never as markup.
  const DATA = JSON.parse(document.getElementById('data').textContent);
  const JOBS = new Map(DATA.jobs.map((job) => [job.name, job]));
  const CONTENT = document.getElementById('content');
  const CHARTS = [];

  /** The languages that the page can colour, by the names that documents have. */
  const GRAMMARS = { python: 'python', java: 'java', javascript: 'javascript', typescript: 'typescript', c: 'c', 'c++': 'cpp', cpp: 'cpp', go: 'go', rust: 'rust' };

  // ---- Elements

  function element(name, properties, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties || {})) {
      made.setAttribute(key, value);
    }
    for (const child of children.flat()) {
      if (child !== null && child !== undefined) {
        made.append(child);
      }
    }
    return made;
  }

  const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

  function count(value) {
    return typeof value === 'number' ? whole.format(value) : '–';
  }

  function figure(value, digits = 3) {
    return typeof value === 'number' ? value.toFixed(digits) : '–';
  }

  function percent(part, all) {
    return all > 0 ? (100 * part / all).toFixed(1) + ' %' : '–';
  }

  function megabytes(bytes) {
    return typeof bytes === 'number' ? figure(bytes / 1e6, bytes < 1e7 ? 2 : 0) : '–';
  }

  function dollars(micro) {
    return typeof micro === 'number' ? '$' + figure(micro / 1e6, 2) : '–';
  }

  function words(name) {
    return String(name === null || name === undefined ? 'unknown' : name).replaceAll('_', ' ');
  }

  function paragraph(text) {
    return element('p', {}, text);
  }

  /** What stands between backquotes is a command. */
  function muted(text) {
    return element('p', { class: 'muted' }, ...text.split('`').map((part, place) => place % 2 === 1 ? element('code', {}, part) : part));
  }

  /** A table; the first column heads its rows. */
  function table(label, columns, rows) {
    const head = element('tr', {}, columns.map((column) => element('th', { scope: 'col' }, column)));
    const body = rows.map((row) => element('tr', {}, row.map((cell, place) =>
      place === 0 ? element('th', { scope: 'row' }, String(cell)) : element('td', {}, String(cell)))));
    return element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': label },
      element('table', {}, element('thead', {}, head), element('tbody', {}, body)));
  }

  function tiles(entries) {
    return element('dl', { class: 'tiles' }, entries.map(([name, value]) =>
      element('div', {}, element('dt', {}, name), element('dd', {}, value))));
  }

  // ---- Charts: each with its numbers as a table

  function colours() {
    const style = getComputedStyle(document.documentElement);
    return Object.fromEntries(['ground', 'line', 'text', 'muted', 'kept', 'dropped', 'first', 'second', 'third', 'fourth']
      .map((name) => [name, style.getPropertyValue('--' + name).trim()]));
  }

  /**
   * @param option makes ECharts' option from the colours of the theme
   */
  function chart(title, numbers, height, option) {
    const drawing = element('div', { class: 'chart', role: 'img', 'aria-label': title + '; the numbers are in the table below' });
    drawing.style.height = height + 'px';
    CHARTS.push({ drawing, option, instance: null });
    return element('figure', {}, element('figcaption', {}, title), drawing,
      element('details', {}, element('summary', {}, 'Numbers: ' + title), numbers));
  }

  function axis(colour, more) {
    return Object.assign({
      axisLabel: { color: colour.muted, hideOverlap: true },
      axisLine: { lineStyle: { color: colour.line } },
      nameTextStyle: { color: colour.muted },
      splitLine: { lineStyle: { color: colour.line, opacity: 0.5 } },
    }, more);
  }

  function base(colour, more) {
    return Object.assign({
      animation: false,
      color: [colour.first, colour.dropped, colour.second, colour.kept, colour.third, colour.fourth],
      textStyle: { color: colour.text, fontFamily: 'inherit' },
      grid: { left: 8, right: 24, top: 34, bottom: 34, containLabel: true },
      // Drawn as text of the chart: no markup is ever made of a name.
      tooltip: { trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: colour.ground, borderColor: colour.line, textStyle: { color: colour.text } },
      legend: { top: 0, textStyle: { color: colour.text } },
    }, more);
  }

  function draw() {
    const colour = colours();
    for (const each of CHARTS) {
      if (each.instance) {
        each.instance.dispose();
      }
      each.instance = echarts.init(each.drawing, null, { renderer: 'svg' });
      each.instance.setOption(each.option(colour));
    }
  }

  function cutName(name) {
    const text = words(name);
    return text.length > 28 ? text.slice(0, 27) + '…' : text;
  }

  /** Bars that lie, the first on top. */
  function bars(title, names, series, columns, rows, more) {
    const height = 70 + 24 * Math.max(1, names.length);
    return chart(title, table(title, columns, rows), height, (colour) => base(colour, {
      xAxis: axis(colour, { type: 'value', axisLabel: { color: colour.muted, hideOverlap: true, formatter: (value) => short.format(value) } }),
      yAxis: axis(colour, { type: 'category', inverse: true, data: names.map(cutName), axisLabel: { color: colour.text, interval: 0 } }),
      series: series(colour).map((each) => Object.assign({ type: 'bar', barMaxWidth: 18 }, each)),
      ...more,
    }));
  }

  /** Lines through points (x, y). */
  function lines(title, xName, yName, series, numbers, more) {
    return chart(title, numbers, 320, (colour) => base(colour, {
      grid: { left: 8, right: 24, top: 48, bottom: 44, containLabel: true },
      xAxis: axis(colour, { type: 'value', name: xName, nameLocation: 'middle', nameGap: 28 }),
      yAxis: axis(colour, { type: 'value', name: yName }),
      series: series(colour).map((each) => Object.assign({ type: 'line', showSymbol: each.data.length < 30 }, each)),
      ...(more ? more(colour) : {}),
    }));
  }

  function columnsChart(title, xName, names, series, numbers) {
    return chart(title, numbers, 280, (colour) => base(colour, {
      grid: { left: 8, right: 24, top: 44, bottom: 44, containLabel: true },
      xAxis: axis(colour, { type: 'category', data: names, name: xName, nameLocation: 'middle', nameGap: 28 }),
      yAxis: axis(colour, { type: 'value', axisLabel: { color: colour.muted, formatter: (value) => short.format(value) } }),
      series: series(colour).map((each) => Object.assign({ type: 'bar', barMaxWidth: 40 }, each)),
    }));
  }

  // ---- Sections

  function metrics(job) {
    const found = JOBS.get(job);
    return found && found.metrics ? found.metrics : null;
  }

  /** A section; where its job has published nothing, the section says so. */
  function section(id, title, job, fill) {
    const made = element('section', { id, 'aria-labelledby': id + '-title' }, element('h2', { id: id + '-title' }, title));
    const found = JOBS.get(job);
    if (job && !(found && found.metrics)) {
      made.append(muted(`Nothing to show: ${job} is ${found ? found.state : 'not run'}. Run \`hornbook ${job}\`, then write the report again.`));
    } else {
      made.append(...fill(job ? found.metrics : null).flat().filter((part) => part !== null && part !== undefined));
    }
    CONTENT.append(made);
    document.querySelector('#contents ul').append(element('li', {}, element('a', { href: '#' + id }, title)));
  }

  function funnelRows() {
    const select = metrics('select');
    const steps = select && select.funnel ? select.funnel : [];
    const kept = steps.find((step) => step.reason === null) || { documents: 0, bytes: 0, tokens: 0 };
    const dropped = steps.filter((step) => step.reason !== null);
    const all = steps.reduce((sum, step) => ({
      documents: sum.documents + step.documents, bytes: sum.bytes + step.bytes, tokens: sum.tokens + step.tokens,
    }), { documents: 0, bytes: 0, tokens: 0 });
    return { all, kept, dropped };
  }

  function summary() {
    const jobs = DATA.jobs.filter((job) => job.metrics);
    const { all, kept } = funnelRows();
    document.title = 'Hornbook report: ' + DATA.run;
    document.getElementById('title').textContent = 'Run ' + DATA.run;
    const missing = DATA.jobs.filter((job) => !job.metrics).map((job) => job.name);
    document.getElementById('lead').textContent = all.documents > 0
      ? `${count(kept.documents)} of ${count(all.documents)} documents are kept (${percent(kept.documents, all.documents)}); every other one is out for a reason below.`
      : `${jobs.length} of ${DATA.jobs.length} jobs have published something; no document is decided on yet.`;
    document.getElementById('contents').append(element('ul'));
    CONTENT.append(muted(`Written ${DATA.written.slice(0, 16).replace('T', ' ')} UTC.` + (missing.length ? ` Not published: ${missing.join(', ')}.` : '')));
    for (const note of DATA.notes) {
      CONTENT.append(element('p', { role: 'note' }, 'Left out: ' + note));
    }
    const corpus = JOBS.get('export');
    const rows = (name) => corpus && corpus.tables ? (corpus.tables.find((each) => each.name === name) || {}).rows : undefined;
    if (all.documents > 0) {
      CONTENT.append(tiles([
        ['Documents read', count(all.documents)], ['Documents kept', count(kept.documents)], ['MB kept', megabytes(kept.bytes)],
        ['M tokens kept', figure(kept.tokens / 1e6, 2)], ['In the corpus', count(rows('corpus'))], ['Held out', count(rows('held_out'))],
      ]));
    }
  }

  function funnel() {
    const { all, kept, dropped } = funnelRows();
    const steps = [{ ...all, reason: 'documents' }, ...dropped, { ...kept, reason: 'kept' }];
    const rows = steps.map((step) => [words(step.reason), count(step.documents), percent(step.documents, all.documents), megabytes(step.bytes), figure(step.tokens / 1e6)]);
    const parts = [['documents', 'Documents', 1], ['bytes', 'MB', 1e6], ['tokens', 'M tokens', 1e6]].map(([key, name, unit]) => {
      let left = all[key];
      const below = steps.map((step) => {
        if (step.reason === 'documents' || step.reason === 'kept') {
          return 0;
        }
        left -= step[key];
        return left / unit;
      });
      return bars(`${name} by the first reason that drops them`, steps.map((step) => step.reason), (colour) => [
        { name: 'still in', stack: 'all', data: below, itemStyle: { color: 'transparent' }, tooltip: { show: false }, silent: true },
        { name, stack: 'all', data: steps.map((step, place) => ({
          value: step[key] / unit, itemStyle: { color: place === 0 ? colour.first : place === steps.length - 1 ? colour.kept : colour.dropped } })) },
      ], ['step', 'documents', 'of all', 'MB', 'M tokens'], rows, { legend: { show: false } });
    });
    const select = JOBS.get('select').metrics;
    const reasons = Object.entries(select.reasons || {}).sort((one, other) => other[1] - one[1]);
    return [
      paragraph('Each document counts once, under the first reason in the order of the rules.'),
      parts[0], element('div', { class: 'pair' }, parts[1], parts[2]),
      element('h3', {}, 'All reasons'), muted('A document that several rules drop counts under each.'),
      table('All reasons', ['reason', 'documents', 'of all'], reasons.map(([reason, documents]) => [words(reason), count(documents), percent(documents, all.documents)])),
    ];
  }

  function times() {
    const ran = DATA.jobs.filter((job) => job.metrics);
    const bytes = (metrics('ingest') || {}).bytes;
    const rate = (job) => bytes && job.seconds > 0 ? figure(bytes / 1e6 / job.seconds, 2) : '–';
    const told = (counts) => Object.entries(counts || {}).sort((one, other) => other[1] - one[1]).map(([reason, number]) => `${count(number)} ${words(reason)}`).join(', ');
    const rows = DATA.jobs.map((job) => job.metrics
      ? [job.name, job.state, figure(job.seconds, 1), rate(job), count(job.accounting.read) + ' ' + job.accounting.unit, count(job.accounting.kept), told(job.accounting.dropped), told(job.accounting.quarantined)]
      : [job.name, job.state, '–', '–', '–', '–', '', '']);
    const cost = Object.entries((metrics('measure') || {}).seconds || {}).sort((one, other) => other[1] - one[1]);
    return [
      table('Jobs', ['job', 'state', 'seconds', 'MB/s', 'read', 'kept', 'dropped', 'quarantined'], rows),
      muted('Seconds of wall time; MB of the input per second of the job.'),
      ran.length === 0 ? null : bars('Seconds by job', ran.map((job) => job.name), () => [{ name: 'seconds', data: ran.map((job) => job.seconds) }],
        ['job', 'seconds', 'MB/s'], ran.map((job) => [job.name, figure(job.seconds, 1), rate(job)]), { legend: { show: false } }),
      cost.length === 0 ? null : bars('What measuring cost, in seconds of one core', cost.map(([name]) => name), () => [{ name: 'seconds', data: cost.map(([, seconds]) => seconds) }],
        ['signals', 'seconds'], cost.map(([name, seconds]) => [words(name), figure(seconds, 2)]), { legend: { show: false } }),
    ];
  }

  function share(title, rows) {
    if (!rows || rows.length === 0) {
      return null;
    }
    const isDecided = rows.some((row) => typeof row.kept === 'number');
    return bars(title, rows.map((row) => row.name), (colour) => isDecided
      ? [{ name: 'kept', stack: 'all', data: rows.map((row) => row.kept || 0), itemStyle: { color: colour.kept } },
        { name: 'dropped', stack: 'all', data: rows.map((row) => row.documents - (row.kept || 0)), itemStyle: { color: colour.dropped } }]
      : [{ name: 'documents', data: rows.map((row) => row.documents) }],
    ['name', 'documents', 'MB', 'kept', 'of them'], rows.map((row) => [nameOf(row.name), count(row.documents), megabytes(row.bytes), count(row.kept), percent(row.kept, row.documents)]));
  }

  function nameOf(name) {
    return name === null || name === undefined ? 'unknown' : String(name);
  }

  function corpus() {
    const shares = DATA.shares || {};
    return [element('div', { class: 'pair' }, share('Sources', shares.sources), share('Languages', shares.languages)),
      element('div', { class: 'pair' }, share('Licences', shares.licences), share('Repositories', shares.repositories)),
      muted('The largest by documents. A document under several licences counts under each.')];
  }

  function scores(score) {
    const tenths = score.documents_by_tenth_of_quality || [];
    const at = (metrics('select') || {}).quality_at_least;
    const names = tenths.map((_, place) => (place / 10).toFixed(1));
    const parts = [];
    if (tenths.length > 0) {
      parts.push(columnsChart('Documents by quality', 'quality, from', names,
        (colour) => [{ name: 'documents', data: tenths.map((documents, place) => ({ value: documents,
          itemStyle: { color: typeof at === 'number' && place / 10 >= at - 1e-9 ? colour.kept : colour.first } })) }],
        table('Documents by quality', ['quality, from', 'documents'], tenths.map((documents, place) => [names[place], count(documents)]))));
    }
    if (DATA.thresholds && DATA.thresholds.length > 0) {
      parts.push(...thresholds(DATA.thresholds, at));
    }
    return parts;
  }

  function thresholds(rows, at) {
    const hundredths = rows.filter((_, place) => place % 10 === 0);
    const numbers = table('What each threshold keeps', ['threshold', 'documents', 'tokens', 'precision', 'recall'],
      hundredths.map((row) => [figure(row.threshold, 2), count(row.documents), count(row.tokens), figure(row.precision), figure(row.recall)]));
    const first = rows[0];
    const share = (key) => rows.map((row) => [row.threshold, first[key] > 0 ? row[key] / first[key] : 0]);
    const known = (key) => rows.map((row) => [row.threshold, typeof row[key] === 'number' ? row[key] : null]);
    const curve = lines('What each threshold keeps', 'threshold', 'share', (colour) => [
      { name: 'documents', data: share('documents'), showSymbol: false, markLine: typeof at === 'number' ? {
        symbol: 'none', silent: true, lineStyle: { color: colour.text, type: 'dashed' }, label: { color: colour.text, formatter: 'select: ' + at }, data: [{ xAxis: at }] } : undefined },
      { name: 'tokens', data: share('tokens'), showSymbol: false },
      { name: 'precision', data: known('precision'), showSymbol: false },
      { name: 'recall', data: known('recall'), showSymbol: false },
    ], numbers, (colour) => ({ xAxis: axis(colour, { type: 'value', min: 0, max: 1, name: 'threshold', nameLocation: 'middle', nameGap: 28 }) }));
    return [curve, dial(rows, at)];
  }

  /** A threshold to try. */
  function dial(rows, at) {
    const input = element('input', { type: 'range', min: '0', max: String(rows.length - 1), step: '1', id: 'threshold' });
    input.value = String(Math.round((typeof at === 'number' ? at : 0.5) * (rows.length - 1)));
    const output = element('output', { for: 'threshold' });
    const say = () => {
      const row = rows[Number(input.value)];
      const f1 = row.precision + row.recall > 0 ? 2 * row.precision * row.recall / (row.precision + row.recall) : undefined;
      output.textContent = `At ${figure(row.threshold)}: ${count(row.documents)} documents (${percent(row.documents, rows[0].documents)} of the scored), ${short.format(row.tokens)} tokens, `
        + `precision ${figure(row.precision)}, recall ${figure(row.recall)}, F1 ${figure(f1)}`;
      input.setAttribute('aria-valuetext', output.textContent);
    };
    input.addEventListener('input', say);
    say();
    return element('div', {}, element('div', { class: 'dial' }, element('label', { for: 'threshold' }, 'Try a threshold'), input), element('p', {}, output),
      muted('`--set select.quality-at-least=…` and select and export run again; nothing else does.'));
  }

  const BASELINES = [['out_of_fold', 'forest, out of fold'], ['length', 'length alone'], ['comment_share', 'comment share alone'],
    ['longest_two_percent', 'all but the longest 2 %'], ['majority', 'commoner class'], ['annotators', 'the other annotation']];

  function interval(quality, key) {
    const range = (quality.intervals || {})[key];
    return figure(quality[key]) + (range && typeof range.low === 'number' ? ` (${figure(range.low, 2)}–${figure(range.high, 2)})` : '');
  }

  function classifier(card) {
    const known = BASELINES.filter(([key]) => card[key]);
    const rows = known.map(([key, name]) => [name, ...['roc_auc', 'pr_auc', 'f1', 'precision', 'recall', 'spearman'].map((measure) => interval(card[key], measure))]);
    const parts = [
      paragraph(`${count(card.labels.texts)} labelled texts, ${count(card.labels.positive)} positive; each is predicted by a forest that has not seen its fold. Intervals are of 95 %.`),
      table('The classifier beside its baselines', ['judge', 'ROC-AUC', 'PR-AUC', 'F1', 'precision', 'recall', 'Spearman'], rows),
      columnsChart('The classifier beside its baselines', '', known.map(([, name]) => name), () => [
        { name: 'ROC-AUC', data: known.map(([key]) => card[key].roc_auc) }, { name: 'PR-AUC', data: known.map(([key]) => card[key].pr_auc) }, { name: 'F1', data: known.map(([key]) => card[key].f1) }],
      table('Figures', ['judge', 'ROC-AUC', 'PR-AUC', 'F1'], known.map(([key, name]) => [name, figure(card[key].roc_auc), figure(card[key].pr_auc), figure(card[key].f1)]))),
    ];
    parts.push(element('div', { class: 'pair' }, ...curves(card), calibration(card), learning(card)));
    parts.push(groups('By source', card.by_source), groups('By language', card.by_language));
    return parts;
  }

  /** ROC and precision over recall, from what the thresholds decide about the labelled texts. */
  function curves(card) {
    const positive = card.labels.positive;
    const negative = card.labels.texts - positive;
    const rows = (DATA.thresholds || []).filter((row) => typeof row.precision === 'number' && typeof row.recall === 'number' && row.precision > 0);
    if (rows.length === 0 || positive === 0 || negative <= 0) {
      return [];
    }
    const points = [];
    for (const row of rows) {
      const hits = row.recall * positive;
      const point = { threshold: row.threshold, recall: row.recall, precision: row.precision, alarm: (hits / row.precision - hits) / negative };
      const last = points[points.length - 1];
      if (!last || last.recall !== point.recall || last.alarm !== point.alarm) {
        points.push(point);
      }
    }
    const numbers = (title) => table(title, ['threshold', 'recall', 'precision', 'false alarms'],
      points.map((point) => [figure(point.threshold), figure(point.recall), figure(point.precision), figure(point.alarm)]));
    const unit = (x, y) => (colour) => ({ xAxis: axis(colour, { type: 'value', min: 0, max: 1, name: x, nameLocation: 'middle', nameGap: 28 }), yAxis: axis(colour, { type: 'value', min: 0, max: 1, name: y }) });
    const roc = [...points.map((point) => [point.alarm, point.recall]), [0, 0]];
    return [
      lines('ROC', '', '', (colour) => [{ name: 'forest', data: roc, showSymbol: false }, { name: 'chance', data: [[0, 0], [1, 1]], showSymbol: false, lineStyle: { type: 'dashed', color: colour.muted }, itemStyle: { color: colour.muted } }],
        numbers('ROC'), unit('false alarms', 'recall')),
      lines('Precision and recall', '', '', (colour) => [{ name: 'forest', data: points.map((point) => [point.recall, point.precision]), showSymbol: false },
        { name: 'chance', data: [[0, positive / card.labels.texts], [1, positive / card.labels.texts]], showSymbol: false, lineStyle: { type: 'dashed', color: colour.muted }, itemStyle: { color: colour.muted } }],
      numbers('Precision and recall'), unit('recall', 'precision')),
    ];
  }

  function calibration(card) {
    const bins = (card.calibration || []).filter((bin) => bin.texts > 0);
    if (bins.length === 0) {
      return null;
    }
    return lines('Calibration', 'mean prediction', 'positive', (colour) => [{ name: 'forest', data: bins.map((bin) => [bin.mean_prediction, bin.positive_share]) },
      { name: 'perfect', data: [[0, 0], [1, 1]], showSymbol: false, lineStyle: { type: 'dashed', color: colour.muted }, itemStyle: { color: colour.muted } }],
    table('Calibration', ['prediction, from', 'texts', 'mean prediction', 'positive', 'interval'], bins.map((bin) => [figure(bin.from, 1), count(bin.texts), figure(bin.mean_prediction), figure(bin.positive_share),
      bin.interval ? `${figure(bin.interval.low, 2)}–${figure(bin.interval.high, 2)}` : '–'])));
  }

  function learning(card) {
    const steps = [...(card.learning_curve || []), { share: 1, quality: card.out_of_fold }].filter((step) => step.quality);
    if (steps.length < 2) {
      return null;
    }
    return lines('Learning curve', 'share of the labels', '', () => ['roc_auc', 'pr_auc', 'f1'].map((key) => ({ name: words(key), data: steps.map((step) => [step.share, step.quality[key]]) })),
      table('Learning curve', ['share', 'ROC-AUC', 'PR-AUC', 'F1'], steps.map((step) => [figure(step.share, 2), figure(step.quality.roc_auc), figure(step.quality.pr_auc), figure(step.quality.f1)])));
  }

  function groups(title, by) {
    const entries = Object.entries(by || {});
    return entries.length < 2 ? null : [element('h3', {}, title), table(title, ['name', 'texts', 'ROC-AUC', 'PR-AUC', 'F1'],
      entries.map(([name, quality]) => [name, count(quality.texts), figure(quality.roc_auc), figure(quality.pr_auc), figure(quality.f1)]))];
  }

  function labels(label) {
    const entries = Object.entries(label.by_score || {});
    const pairs = label.replicates || {};
    const money = label.money;
    return [
      paragraph(`${count(label.labels)} labels by ${label.annotator || 'an annotator'}.`),
      columnsChart('Labels by score', 'score', entries.map(([score]) => score), () => [{ name: 'texts', data: entries.map(([, texts]) => texts) }],
        table('Labels by score', ['score', 'texts'], entries.map(([score, texts]) => [score, count(texts)]))),
      pairs.pairs > 0 ? tiles([['Labelled twice', count(pairs.pairs)], ['Equal', figure(pairs.exact)], ['Within one', figure(pairs.within_one)], ['Quadratic kappa', figure(pairs.quadratic_kappa)], ['Spearman', figure(pairs.spearman)]]) : null,
      money ? tiles([['Spent', dollars(money.spent_microusd)], ['Answers', count(money.answered)], ['In doubt', dollars(money.doubt_microusd)], ['Forecast', dollars((label.forecast || {}).expected_microusd)]])
        : muted('These labels cost nothing: they were recorded before.'),
    ];
  }

  function duplicates(dedup) {
    const dropped = JOBS.get('dedup').accounting.dropped;
    const kinds = Object.entries(dropped).filter(([reason]) => reason.endsWith('_duplicate'));
    const similar = dedup.similarities || [];
    const clusters = dedup.largest_clusters || [];
    const curve = dedup.s_curve || [];
    return [
      paragraph('A near-duplicate is out only if a document that stays is as similar as the threshold says, by the Jaccard similarity of their shingles as measured.'),
      tiles([...kinds.map(([reason, documents]) => [words(reason), count(documents)]), ['Pairs compared', count(dedup.candidate_pairs)], ['Pairs verified', count(dedup.verified_pairs)],
        ['Missed at Jaccard ' + figure((dedup.expected_miss || {}).jaccard, 2), figure((dedup.expected_miss || {}).probability)]]),
      ...(dedup.alarms || []).map((alarm) => element('p', { role: 'note' }, typeof alarm === 'string' ? alarm : JSON.stringify(alarm))),
      element('div', { class: 'pair' },
        similar.length === 0 ? null : columnsChart('Near-duplicates by their similarity', 'Jaccard, from', similar.map((bin) => figure(bin.from, 2)), () => [{ name: 'removed', data: similar.map((bin) => bin.removed) }],
          table('Near-duplicates by their similarity', ['Jaccard, from', 'removed'], similar.map((bin) => [figure(bin.from, 2), count(bin.removed)]))),
        curve.length === 0 ? null : lines('Probability that a pair is found', 'Jaccard', '', () => [{ name: 'found', data: curve.map((point) => [point.jaccard, point.candidate_probability]) }],
          table('Probability that a pair is found', ['Jaccard', 'found'], curve.map((point) => [figure(point.jaccard, 2), figure(point.candidate_probability)])))),
      clusters.length === 0 ? null : [element('h3', {}, 'Largest clusters'), table('Largest clusters', ['survivor', 'documents', 'exact', 'normalised', 'near', 'least Jaccard', 'most'],
        clusters.map((cluster) => [cluster.path || cluster.survivor_id, count(cluster.size), count(cluster.exact), count(cluster.normalised), count(cluster.near), figure(cluster.least_jaccard), figure(cluster.most_jaccard)]))],
      pairsShown(DATA.duplicates || []),
    ];
  }

  function pairsShown(pairs) {
    return pairs.length === 0 ? null : [element('h3', {}, 'Some of them, beside the document that stays'), ...pairs.map((pair) => {
      const gone = documentOf(pair.document_id);
      return disclosed(`${pair.kind} duplicate, Jaccard ${figure(pair.jaccard)}: ${gone.path || pair.document_id}`, () => [element('div', { class: 'pair' },
        element('div', {}, element('h4', {}, 'Out'), shown(pair.document_id)), element('div', {}, element('h4', {}, 'Stays'), shown(pair.survivor_id)))]);
    })];
  }

  function benchmarks(found) {
    const tests = found.self_test || [];
    const matches = found.matches || [];
    return [
      paragraph((found.benchmarks || []).map((each) => `${each.benchmark}: ${count(each.items)} items`).join('; ') || 'No benchmark was searched for.'),
      tests.length === 0 ? null : bars('Self-test: planted items that are found', tests.map((test) => `${test.benchmark} ${test.kind}`), (colour) => [
        { name: 'found', stack: 'all', data: tests.map((test) => test.found), itemStyle: { color: colour.kept } },
        { name: 'missed', stack: 'all', data: tests.map((test) => test.planted - test.found), itemStyle: { color: colour.dropped } }],
      ['planted', 'items', 'found', 'missed'], tests.map((test) => [`${test.benchmark} ${test.kind}`, count(test.planted), count(test.found), (test.missed || []).join(', ')])),
      matches.length === 0 ? paragraph('No item of a benchmark was found.') : bars('Documents that hold an item, by method', matches.map((match) => `${match.benchmark} ${match.method}`),
        () => [{ name: 'documents', data: matches.map((match) => match.documents) }, { name: 'items', data: matches.map((match) => match.items) }],
        ['benchmark and method', 'documents', 'items', 'matches'], matches.map((match) => [`${match.benchmark} ${match.method}`, count(match.documents), count(match.items), count(match.matches)])),
      (DATA.finds || []).length === 0 ? null : element('h3', {}, 'Some of them, side by side'),
      ...(DATA.finds || []).map((find) => disclosed(`${find.benchmark} ${find.item} by ${find.method}, similarity ${figure(find.similarity)}: ${find.path || find.document_id}`, () => [element('div', { class: 'pair' },
        element('div', {}, element('h4', {}, 'Document'), listing('The document', find.before || '', element('mark', {}, find.document_span), find.after || '')),
        element('div', {}, element('h4', {}, 'Item'), listing('The item', element('mark', {}, find.item_span))))])),
    ];
  }

  // ---- Documents

  function documentOf(id) {
    return (DATA.documents || {})[id] || {};
  }

  function listing(label, ...parts) {
    return element('pre', { tabindex: '0', role: 'group', 'aria-label': label }, ...parts);
  }

  /** Filled when it is opened: a page of many texts stays light. */
  function disclosed(title, fill) {
    const made = element('details', {}, element('summary', {}, title));
    made.addEventListener('toggle', () => made.open && made.childElementCount === 1 && made.append(...fill()), { once: false });
    return made;
  }

  function coloured(text, language) {
    const grammar = Object.hasOwn(GRAMMARS, language) ? Prism.languages[GRAMMARS[language]] : null;
    const nodes = (token) => {
      if (typeof token === 'string') {
        return [token];
      }
      const inside = Array.isArray(token.content) ? token.content.flatMap(nodes) : nodes(token.content);
      return [element('span', { class: token.type }, ...inside)];
    };
    return grammar ? Prism.tokenize(text, grammar).flatMap(nodes) : [text];
  }

  function shown(id) {
    const found = documentOf(id);
    if (!('text' in found)) {
      return muted(`${id}: not among this run's documents.`);
    }
    const facts = [found.source, found.repository, found.path, found.language, (found.licences || []).join(' '), found.bytes ? count(found.bytes) + ' bytes' : null].filter((fact) => fact);
    return element('div', {}, muted(facts.join(' · ') + ' · ' + id), listing(found.path || id, ...coloured(found.text, found.language), found.cut ? '\n…' : ''));
  }

  function samples() {
    const tenths = DATA.tenths || [];
    const reasons = DATA.reasons || [];
    const title = (each, more) => `${documentOf(each.document_id).path || each.document_id}${more}`;
    const byKey = (rows, key) => Map.groupBy ? Map.groupBy(rows, (row) => row[key]) : rows.reduce((map, row) => map.set(row[key], [...(map.get(row[key]) || []), row]), new Map());
    const parts = [muted('Personal data and secrets are masked, as export masks them. `hornbook explain` tells everything of one document.')];
    if (tenths.length > 0) {
      parts.push(element('h3', {}, 'By quality, the best first'));
      [...byKey(tenths, 'tenth')].sort((one, other) => other[0] - one[0]).forEach(([tenth, rows]) => parts.push(
        element('h4', {}, `Quality from ${(tenth / 10).toFixed(1)}`), ...rows.map((row) => disclosed(title(row, `, ${figure(row.quality)}`), () => [shown(row.document_id)]))));
    }
    if (reasons.length > 0) {
      parts.push(element('h3', {}, 'Dropped, by the first reason'));
      [...byKey(reasons, 'reason')].forEach(([reason, rows]) => parts.push(element('h4', {}, words(reason)),
        ...rows.map((row) => disclosed(title(row, row.reasons.length > 1 ? `, also ${row.reasons.slice(1).map(words).join(', ')}` : ''), () => [shown(row.document_id)]))));
    }
    return parts;
  }

  function config() {
    const versions = (DATA.jobs.find((job) => job.versions) || {}).versions || {};
    return [paragraph(Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')),
      ...DATA.jobs.filter((job) => job.config).map((job) => disclosed(job.name, () => [listing('Config of ' + job.name, JSON.stringify(job.config, null, 2))]))];
  }

  // ---- The page

  function theme(name) {
    document.documentElement.dataset.theme = name;
    document.getElementById('theme').textContent = name === 'dark' ? 'Light colours' : 'Dark colours';
    draw();
  }

  summary();
  section('funnel', 'What was kept', 'select', funnel);
  section('corpus', 'Sources, languages, licences', 'ingest', corpus);
  section('scores', 'Quality', 'score', scores);
  section('classifier', 'Classifier', 'train-classifier', classifier);
  section('labels', 'Labels', 'label', labels);
  section('duplicates', 'Duplicates', 'dedup', duplicates);
  section('benchmarks', 'Benchmarks', 'decontaminate', benchmarks);
  section('samples', 'Documents', 'ingest', samples);
  section('jobs', 'Jobs', null, times);
  section('config', 'Config', null, config);
  theme(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  document.getElementById('theme').addEventListener('click', () => theme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'));
  let resized = 0;
  addEventListener('resize', () => {
    clearTimeout(resized);
    resized = setTimeout(() => CHARTS.forEach((each) => each.instance.resize()), 100);
  });
})();
