import type { AttachedPaper } from '../model/draft.ts'

export interface PaperLine {
  place: 'component' | 'authorisation' | 'other' | 'supplement'
  ordinal: number
  name: string
  hint: string
  problem?: string | undefined
  papers: readonly AttachedPaper[]
  /** Filled in on the pages themselves: nothing has to be attached. */
  isDeclared?: boolean
}

interface Props {
  line: PaperLine
  /** Address below which files of this draft are sent. */
  uploads: string
  fileMegabytes: number
}

/** One paper: the files attached so far, and a form that sends more, with script or without. */
export function PaperForm({ line, uploads, fileMegabytes }: Props) {
  const id = `${line.place}-${line.ordinal}`
  return (
    <section className="paper" id={id} aria-labelledby={`${id}-ten`}>
      <h3 id={`${id}-ten`}>{line.name}</h3>
      {line.hint ? <p className="hint">{line.hint}</p> : null}
      {line.problem ? <p className="wrong">{line.problem}</p> : null}
      {line.papers.length > 0 ? (
        <ul className="files">
          {line.papers.map((paper) => (
            <FileLine key={paper.fileId} paper={paper} />
          ))}
        </ul>
      ) : null}
      {line.isDeclared ? null : (
        <UploadForm id={id} line={line} uploads={uploads} fileMegabytes={fileMegabytes} />
      )}
    </section>
  )
}

function UploadForm({ id, line, uploads, fileMegabytes }: Props & { id: string }) {
  const query = `place=${line.place}&ordinal=${line.ordinal}`
  return (
    <form
      method="post"
      encType="multipart/form-data"
      action={`${uploads}/papers?${query}`}
      data-pieces={`${uploads}/pieces`}
      data-place={line.place}
      data-ordinal={line.ordinal}
      data-megabytes={fileMegabytes}
    >
      <label htmlFor={`${id}-tep`} id={`${id}-nhan`}>
        {line.papers.length > 0 ? 'Thêm ảnh hoặc tệp' : 'Chụp ảnh hoặc chọn tệp'}
      </label>
      <input
        type="file"
        id={`${id}-tep`}
        name="file"
        accept="image/*,application/pdf,.docx,.xlsx"
        multiple
        required
        aria-labelledby={`${id}-nhan ${id}-ten`}
      />
      <button type="submit" className="plain" aria-labelledby={`${id}-gui ${id}-ten`}>
        <span id={`${id}-gui`}>Gửi tệp</span>
      </button>
      <p className="hint" role="status" />
    </form>
  )
}

function FileLine({ paper }: { paper: AttachedPaper }) {
  return (
    <li>
      <span>
        {paper.fileName} ({sizeText(paper.size)})
      </span>
      {paper.sentAt === null ? (
        <form method="post">
          <input type="hidden" name="tep" value={paper.fileId} />
          <button
            type="submit"
            name="viec"
            value="bo"
            className="plain"
            aria-label={`Bỏ tệp ${paper.fileName}`}
          >
            Bỏ
          </button>
        </form>
      ) : null}
    </li>
  )
}

/** 1.234.567 bytes → "1,2 MB". */
function sizeText(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`
  return `${(bytes / 1024 / 1024).toFixed(1).replace('.', ',')} MB`
}

/** Sends files in pieces where there is script; the forms work without. */
export function PiecesScript() {
  return <script src="/send-in-pieces.js" defer />
}
