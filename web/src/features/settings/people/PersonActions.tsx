import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { explain } from '@/lib/problem';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { Confirm } from '@/ui/FormDialog';
import { Popover, PopoverItem } from '@/ui/Popover';
import type { Person } from '../api';
import { useRemovePerson, useSetOwner } from './queries';

const words = t.people;

type Asked = 'owner' | 'member' | 'remove';

/** What an owner may do with a person; each is asked for once more. */
export function PersonActions({ person, isOwn }: { person: Person; isOwn: boolean }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => {
    setAsked(null);
    setOwner.reset();
    removal.reset();
  };
  const setOwner = useSetOwner(() => setAsked(null));
  const removal = useRemovePerson(() => setAsked(null));
  const error = setOwner.error ?? removal.error;
  const choose = (what: Asked, hide: () => void) => {
    hide();
    setAsked(what);
  };
  return (
    <>
      <Popover
        label={words.actionsFor(person.email)}
        width={220}
        triggerClass={buttonClass({ look: 'ghost', icon: true, small: true })}
        triggerProps={{ 'aria-label': words.actionsFor(person.email) }}
        trigger={<Ellipsis className="ico" aria-hidden />}
      >
        {(hide) => (
          <>
            <PopoverItem onClick={() => choose(person.owner ? 'member' : 'owner', hide)}>
              {person.owner ? words.demote : words.promote}
            </PopoverItem>
            <PopoverItem className="bad" onClick={() => choose('remove', hide)}>
              {words.remove}
            </PopoverItem>
          </>
        )}
      </Popover>
      {asked && (
        <Confirm
          title={words.asks[asked].title}
          action={words.asks[asked].action}
          busy={setOwner.isPending || removal.isPending}
          failure={error ? explain(error) : null}
          onClose={close}
          onConfirm={() => {
            if (asked === 'remove') removal.mutate({ email: person.email });
            else setOwner.mutate({ email: person.email, owner: asked === 'owner' });
          }}
        >
          <p>
            <b>{person.email}</b>
          </p>
          <p>{words.asks[asked].text}</p>
          {isOwn && asked !== 'owner' && <p className="bad">{words.thatIsYou}</p>}
        </Confirm>
      )}
    </>
  );
}
