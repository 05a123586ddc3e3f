/** The names of zones that programs print, with hours east of UTC. Of several zones of one name, the one that servers print most: India's IST. */
const hoursEast = new Map(
  (
    'UCT 0, UT 0, WET 0, WEST 1, BST 1, CET 1, CEST 2, MET 1, MEST 2, EET 2, EEST 3, SAST 2, IDT 3, MSK 3, PKT 5, IST 5.5, WIB 7, ICT 7, ' +
    'HKT 8, SGT 8, AWST 8, JST 9, KST 9, ACST 9.5, ACDT 10.5, AEST 10, AEDT 11, NZST 12, NZDT 13, NST -3.5, NDT -2.5, BRT -3, ART -3, ' +
    'CLT -4, AST -4, ADT -3, EST -5, EDT -4, CST -6, CDT -5, MST -7, MDT -6, PST -8, PDT -7, AKST -9, AKDT -8, HST -10, SST -11'
  )
    .split(', ')
    .map((entry) => {
      const [name = '', hours] = entry.split(' ');
      return [name, Number(hours)];
    }),
);

/** The offset in seconds of a name such as `CEST`; undefined where the name is not known. */
export function namedOffset(name: string): number | undefined {
  const hours = hoursEast.get(name);
  return hours === undefined ? undefined : hours * 3600;
}
