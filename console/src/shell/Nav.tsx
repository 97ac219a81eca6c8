import { Link } from '@tanstack/react-router';

/** The pages. The router marks the one that is open with aria-current. */
export function Nav() {
  return (
    <nav aria-label="Pages" className="nav">
      <Link to="/" activeOptions={{ exact: true }}>
        Workspace
      </Link>
      <Link to="/board">Board</Link>
      <Link to="/callbacks">Callbacks</Link>
    </nav>
  );
}
