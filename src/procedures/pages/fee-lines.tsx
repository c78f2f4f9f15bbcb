import { Text } from '@mantine/core'
import type { CountedFee } from '../model/count-fee.ts'
import { vnd } from '../model/summaries.ts'
import styles from './fee-lines.module.css'

/** Each fee with how it was counted, in the officer's words, and the fees whose rate nobody has entered yet. */
export function FeeLines({ counted }: { counted: CountedFee }) {
  const gaps = 'gaps' in counted ? counted.gaps : []
  return (
    <>
      {counted.lines.length > 0 ? (
        <ul className={styles.lines} aria-label="Cách tính phí, lệ phí">
          {counted.lines.map((line) => (
            <Text key={`${line.name} ${line.basis}`} component="li" size="sm">
              {line.name}: {line.how}
              {counted.lines.length > 1 ? ` = ${vnd(line.amountVnd)} đ` : ''}
            </Text>
          ))}
        </ul>
      ) : null}
      {gaps.length > 0 ? (
        <Text size="sm" c="red.9">
          Chưa có mức thu: {gaps.join('; ')}. Mức thu do HĐND tỉnh quy định; hãy báo kế toán nhập ở Biểu mức
          thu.
        </Text>
      ) : null}
    </>
  )
}
