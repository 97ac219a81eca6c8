export { describeStoreContract, type OpenStore, type StoreUnderTest } from './store-contract.ts';
