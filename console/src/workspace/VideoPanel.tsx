/** The link to the video meeting. */
export function VideoPanel({ meetingUrl }: { readonly meetingUrl: string }) {
  return (
    <div className="notice">
      <span>The customer gets the same link.</span>
      <a className="button primary" href={meetingUrl} target="_blank" rel="noreferrer">
        Join the video meeting
      </a>
    </div>
  );
}
