import { Stack } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { TimeLimit } from '../../model.ts'
import { CasesSection } from './cases-section.tsx'
import type { Draft } from './draft.ts'
import { type DraftAction, type DraftState, editedParts, type Section, sections } from './draft-state.ts'
import { FeesSection } from './fees-section.tsx'
import { FormSection } from './form-section.tsx'
import {
  AgenciesSection,
  BasisSection,
  GeneralSection,
  LimitSection,
  type SectionProps,
} from './plain-sections.tsx'
import { PostingSection } from './posting-section.tsx'
import { ProcessSection } from './process-section.tsx'
import { SectionFacts } from './section-facts.tsx'
import { SectionFrame } from './section-frame.tsx'
import { numberOf } from './typed-text.ts'

const titles: Record<Section, string> = {
  general: 'Thông tin chung',
  cases: 'Trường hợp và thành phần hồ sơ',
  fees: 'Phí, lệ phí',
  limit: 'Thời hạn giải quyết',
  steps: 'Quy trình nội bộ',
  form: 'Tờ khai điện tử',
  posting: 'Nội dung niêm yết',
  basis: 'Căn cứ pháp lý',
  agencies: 'Cơ quan',
}

const editors: Record<Section, (props: SectionProps) => React.ReactNode> = {
  general: GeneralSection,
  cases: ({ draft, onEdit }) => <CasesSection cases={draft.cases} onCases={(cases) => onEdit({ cases })} />,
  fees: ({ draft, onEdit }) => <FeesSection fees={draft.fees} onFees={(fees) => onEdit({ fees })} />,
  limit: LimitSection,
  steps: ({ draft, onEdit }) => (
    <ProcessSection steps={draft.steps} timeLimit={limitOf(draft)} onSteps={(steps) => onEdit({ steps })} />
  ),
  form: ({ draft, onEdit }) => (
    <FormSection form={draft.form} procedureName={draft.name} onForm={(form) => onEdit({ form })} />
  ),
  posting: PostingSection,
  basis: BasisSection,
  agencies: AgenciesSection,
}

/** The limit as typed, for the sum beside the process. */
function limitOf({ limitAmount, limitUnit }: Draft): TimeLimit {
  const amount = numberOf(limitAmount)
  return { amount: typeof amount === 'number' ? amount : null, unit: limitUnit as TimeLimit['unit'] }
}

interface SectionListProps {
  state: DraftState
  dispatch(action: DraftAction): void
  mayEdit: boolean
  /** All sections stay open, as for a procedure that is new. */
  isNew?: boolean
}

/** All sections of a procedure; those that were opened are edited in place. */
export function SectionList({ state, dispatch, mayEdit, isNew }: SectionListProps) {
  const edited = new Set(editedParts(state))
  const goOn = useFocusInSection()
  const onEdit = (part: Partial<Draft>) => dispatch({ type: 'edit', part })
  return (
    <Stack gap="md">
      {(Object.keys(sections) as Section[]).map((section) => {
        const Editor = editors[section]
        const isOpen = state.open.includes(section)
        return (
          <SectionFrame
            key={section}
            id={sectionId(section)}
            title={titles[section]}
            isOpen={isOpen}
            isChanged={!isNew && sections[section].some((part) => edited.has(part))}
            onOpen={
              mayEdit
                ? () => {
                    goOn(section, 'input, textarea, select, button')
                    dispatch({ type: 'open', section })
                  }
                : undefined
            }
            onDiscard={
              isNew
                ? undefined
                : () => {
                    goOn(section, 'button')
                    dispatch({ type: 'discard', section })
                  }
            }
          >
            {isOpen ? (
              <Editor draft={state.draft} onEdit={onEdit} />
            ) : (
              <SectionFacts section={section} content={state.base.content} />
            )}
          </SectionFrame>
        )
      })}
    </Stack>
  )
}

/** Opening a section goes on in its first field, closing it at the button that opens it again. */
function useFocusInSection() {
  const wanted = useRef<{ section: Section; selector: string } | null>(null)
  useEffect(() => {
    if (!wanted.current) return
    const { section, selector } = wanted.current
    wanted.current = null
    const place = document.querySelector(`[aria-labelledby="${sectionId(section)}"]`)
    const fields = [...(place?.querySelectorAll<HTMLElement>(selector) ?? [])]
    const field = fields.find((each) => each.tagName !== 'BUTTON') ?? fields[0]
    field?.focus()
  })
  return (section: Section, selector: string) => {
    wanted.current = { section, selector }
  }
}

function sectionId(section: Section): string {
  return `phan-${section}`
}
