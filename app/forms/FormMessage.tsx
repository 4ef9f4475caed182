/** What a form says as a whole. It can take the focus when no single field is at fault. */
export function FormMessage({ text, good }: { text?: string | undefined; good?: boolean }) {
  if (!text) return null;
  return (
    <p
      className={good ? 'message is-good' : 'message is-bad'}
      role={good ? 'status' : 'alert'}
      tabIndex={-1}
      data-kabar=""
    >
      {text}
    </p>
  );
}
