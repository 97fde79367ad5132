export const SupplyChainTab = () => <div />;
