/** Grey shapes of the coming content's height, so that nothing jumps. */
export function Loading({
  shape,
  count,
  what,
}: {
  readonly shape: 'card' | 'row-tall' | 'line';
  readonly count: number;
  readonly what: string;
}) {
  return (
    <div className="stack" role="status">
      <span className="visually-hidden">Loading {what}</span>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={`skeleton ${shape}`} aria-hidden="true" />
      ))}
    </div>
  );
}
