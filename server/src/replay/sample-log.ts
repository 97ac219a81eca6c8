/** A small made-up log of the Anonymous Bank's form, for tests. */
export const sampleHeader =
  'vru+line\tcall_id\tcustomer_id\tpriority\ttype\tdate\tvru_entry\tvru_exit\tvru_time\tq_start\tq_exit\tq_time\toutcome\tser_start\tser_exit\tser_time\tserver';

/** One row; what is not given is a served call of 60 s that did not queue. */
export function sampleRow(
  cells: Partial<
    Record<
      | 'line'
      | 'id'
      | 'priority'
      | 'type'
      | 'date'
      | 'vruExit'
      | 'vruTime'
      | 'qStart'
      | 'qTime'
      | 'outcome'
      | 'serStart'
      | 'serExit'
      | 'serTime'
      | 'server',
      string
    >
  >,
): string {
  const row = {
    line: 'XX0101',
    id: '1',
    priority: '0',
    type: 'PS',
    date: '990201',
    vruExit: '9:00:10',
    vruTime: '10',
    qStart: '0:00:00',
    qTime: '0',
    outcome: 'AGENT',
    serStart: '9:00:10',
    serExit: '9:01:10',
    serTime: '60',
    server: 'ANN',
    ...cells,
  };
  return [
    row.line,
    row.id,
    '0',
    row.priority,
    row.type,
    row.date,
    '9:00:00',
    row.vruExit,
    row.vruTime,
    row.qStart,
    '0:00:00',
    row.qTime,
    row.outcome,
    row.serStart,
    row.serExit,
    row.serTime,
    row.server,
  ].join('\t');
}

/** A log of rows with the header, CRLF line ends as the original has. */
export function sampleLog(...rows: readonly string[]): string {
  return [sampleHeader, ...rows, ''].join('\r\n');
}
