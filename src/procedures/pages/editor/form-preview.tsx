import { Box, Paper, Text } from '@mantine/core'
import { answerKind, choicesOf } from '../../model/form-answers.ts'
import { labelOf, type OutlineEntry } from '../../model/form-outline.ts'
import type { FormWords } from './form-draft.ts'
import styles from './form-preview.module.css'
import { writtenLines } from './typed-text.ts'

interface FormPreviewProps {
  words: FormWords
  entries: readonly OutlineEntry[]
}

/** The empty declaration as it will look on paper. */
export function FormPreview({ words, entries }: FormPreviewProps) {
  return (
    <section aria-label="Xem trước tờ khai">
      <Text fw={600} mb="xs">
        Xem trước tờ khai
      </Text>
      <Paper withBorder p="md" className={styles.paper}>
        {words.number ? <Text ta="right">Mẫu số {words.number}</Text> : null}
        <Text ta="center" fw={700}>
          {words.title || 'Chưa đặt tên tờ khai'}
        </Text>
        <Text mt="xs">Kính gửi: {words.addressee || 'Ủy ban nhân dân xã'}</Text>
        {words.opening ? <Text mt="xs">{words.opening}</Text> : null}
        <Entries entries={entries} />
        {words.pledge ? <Text mt="xs">{words.pledge}</Text> : null}
        <Box className={styles.signers}>
          {writtenLines(words.signers).map((signer) => (
            <Text key={signer} fw={700} ta="center">
              {signer}
            </Text>
          ))}
        </Box>
      </Paper>
    </section>
  )
}

function Entries({ entries }: { entries: readonly OutlineEntry[] }) {
  return (
    <Box className={styles.entries}>
      {entries.map((entry) => (
        <Box key={entry.id} className={entry.node['x-width'] === 'half' ? styles.half : styles.whole}>
          <Entry entry={entry} />
        </Box>
      ))}
    </Box>
  )
}

function Entry({ entry }: { entry: OutlineEntry }) {
  const label = labelOf(entry) || 'Mục chưa đặt tên'
  if (entry.type === 'section') {
    return (
      <>
        <Text fw={700}>{label}</Text>
        <Entries entries={entry.entries} />
      </>
    )
  }
  if (entry.type === 'table') return <EmptyTable label={label} columns={entry.entries} />
  const kind = answerKind(entry.node)
  const mark = entry.required ? ' (*)' : ''
  if (kind === 'boolean') return <Text>☐ {label}</Text>
  if (kind === 'choice') {
    return (
      <Text component="div" className={styles.choices}>
        <span>
          {label}
          {mark}:
        </span>
        {choicesOf(entry.node).map((choice) => (
          <span key={choice}>☐ {choice}</span>
        ))}
      </Text>
    )
  }
  return (
    <>
      <div className={styles.line}>
        <span>
          {label}
          {mark}:
        </span>
        <span className={styles.dots} />
      </div>
      {kind === 'long' ? <div className={styles.dots} /> : null}
    </>
  )
}

function EmptyTable({ label, columns }: { label: string; columns: readonly OutlineEntry[] }) {
  return (
    <div className={styles.wide}>
      <table>
        <caption>{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col">
                {labelOf(column) || 'Cột chưa đặt tên'}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {columns.map((column) => (
              <td key={column.id}>&nbsp;</td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}
