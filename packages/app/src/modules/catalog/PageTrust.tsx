import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useEntityList } from '@backstage/plugin-catalog-react';
import { Mark } from '@portolan/plugin-answers-react';
import { useFleet } from '@portolan/plugin-supply-chain';
import { FleetPage, worstOf } from '@portolan/plugin-supply-chain-common';
import { createContext, ReactNode, useContext } from 'react';

/** So many components can be asked for at once, and so many rows come back. */
const mostComponents = 100;
const mostRows = 500;

type TrustOf = (entity: Entity) => Mark | 'waiting';

const TrustContext = createContext<TrustOf>(() => 'waiting');

/** Whether what runs of a component is trusted, in the worst of its environments. */
export function useTrustOf(): TrustOf {
  return useContext(TrustContext);
}

function answerOf({ items, cursor }: FleetPage, entityRef: string): Mark {
  const own = items.filter(item => item.entityRef === entityRef);
  const worst = worstOf(own.map(({ answer }) => answer));
  // The worst come first: what is not among them may still run.
  return worst ?? (cursor === undefined ? 'nothing' : 'unknown');
}

/** Asks once for all components on the page, and tells each row of the table. */
export const PageTrust = ({ children }: { children: ReactNode }) => {
  const { entities } = useEntityList();
  const refs = entities
    .filter(({ kind }) => kind.toLowerCase() === 'component')
    .map(entity => stringifyEntityRef(entity))
    .slice(0, mostComponents);
  const { value, failure } = useFleet(
    refs.length > 0 ? { component: refs, limit: mostRows } : undefined,
  );
  const trustOf: TrustOf = entity => {
    const entityRef = stringifyEntityRef(entity);
    if (!refs.includes(entityRef)) return 'unknown';
    if (value) return answerOf(value, entityRef);
    return failure ? 'unknown' : 'waiting';
  };
  return (
    <TrustContext.Provider value={trustOf}>{children}</TrustContext.Provider>
  );
};
