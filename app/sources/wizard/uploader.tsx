import { type DragEvent, useEffect, useId, useRef, useState } from 'react';
import { FormMessage } from '../../forms/FormMessage';
import { useFormats, useText } from '../../shell/use-shell';
import { wizardText } from './wizard.text';
import './wizard.css';

/** Larger files are refused before a byte is sent; the server counts again. */
const LARGEST_BYTES = 4 * 2 ** 30;
/** A screen reader hears of every quarter, not of every piece. */
const TOLD_EVERY = 25;

interface Props {
  /** Told once the file has arrived. */
  onDone: (upload: string, fileName: string) => void;
  isBusy?: boolean;
}

/** A place to drop or choose a file. It is sent as it is and its progress is shown. */
export function Uploader({ onDone, isBusy = false }: Props) {
  const t = useText(wizardText);
  const f = useFormats();
  const id = useId();
  const sending = useRef<XMLHttpRequest | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [sentBytes, setSentBytes] = useState(0);
  const [problem, setProblem] = useState('');
  const [isOver, setIsOver] = useState(false);
  useEffect(() => () => sending.current?.abort(), []);

  function stop(): void {
    sending.current?.abort();
    sending.current = null;
    setFile(null);
    if (input.current) input.current.value = '';
    input.current?.focus();
  }

  function send(chosen: File | undefined): void {
    if (!chosen || sending.current) return;
    setProblem('');
    const refusal = chosen.size === 0 ? t.fileEmpty : chosen.size > LARGEST_BYTES ? t.fileTooLarge : '';
    if (refusal) {
      setProblem(refusal);
      return;
    }
    setFile(chosen);
    setSentBytes(0);
    const request = new XMLHttpRequest();
    sending.current = request;
    const fail = (sentence: string) => {
      sending.current = null;
      setFile(null);
      if (input.current) input.current.value = '';
      setProblem(sentence);
    };
    request.upload.onprogress = (event) => setSentBytes(event.loaded);
    request.onload = () => {
      const answer = answerOf(request.responseText);
      if (request.status === 200 && answer.upload) {
        sending.current = null;
        setSentBytes(chosen.size);
        onDone(answer.upload, chosen.name);
      } else fail(answer.galat ?? t.uploadFailed);
    };
    request.onerror = () => fail(t.uploadFailed);
    request.open('POST', `/sumber/unggah?nama=${encodeURIComponent(chosen.name)}`);
    request.send(chosen);
  }

  function drop(event: DragEvent): void {
    event.preventDefault();
    setIsOver(false);
    send(event.dataTransfer.files[0]);
  }

  const share = file ? Math.min(1, sentBytes / file.size) : 0;
  const told = Math.floor((share * 100) / TOLD_EVERY) * TOLD_EVERY;
  return (
    <div className="uploader">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way of two; the input inside is the other */}
      <div
        className={`drop-zone${isOver ? ' is-over' : ''}${file ? ' is-sending' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        {file ? (
          <div className="drop-progress">
            <p>
              <b>{file.name}</b>{' '}
              <span className="note">
                {f.percent(share, 0)} · {f.number(file.size / 2 ** 20)} MB
              </span>
            </p>
            <progress max={1} value={share} aria-label={t.uploading(file.name)} />
            {share < 1 || !isBusy ? (
              <button type="button" className="button" onClick={stop}>
                {t.cancel}
              </button>
            ) : (
              <p className="note">{t.reading}</p>
            )}
          </div>
        ) : (
          <>
            <svg viewBox="0 0 24 24" aria-hidden="true" className="drop-sign">
              <path d="M12 16V4m0 0L7 9m5-5 5 5M4 15v4a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-4" />
            </svg>
            <label htmlFor={id} className="drop-label">
              {t.dropHere} <span>{t.orChoose}</span>
            </label>
            <p className="hint" id={`${id}-petunjuk`}>
              {t.fileHint}
            </p>
          </>
        )}
        <input
          ref={input}
          id={id}
          className={file ? 'hidden' : 'drop-input'}
          type="file"
          disabled={Boolean(file)}
          aria-describedby={`${id}-petunjuk`}
          onChange={(event) => send(event.target.files?.[0])}
        />
      </div>
      <p className="hidden" role="status">
        {file ? (isBusy ? t.reading : t.uploadedShare(told)) : ''}
      </p>
      <FormMessage text={problem} />
    </div>
  );
}

function answerOf(text: string): { upload?: string; galat?: string } {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
