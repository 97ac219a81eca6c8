import { Link } from '@tanstack/react-router';
import { usePageTitle } from './usePageTitle.ts';

/** An address without a page. */
export function NotFoundPage() {
  usePageTitle('Not found');
  return (
    <div className="empty">
      <h1>There is no page here</h1>
      <Link to="/">Go to the workspace</Link>
    </div>
  );
}
