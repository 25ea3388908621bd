
#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* DIRAM_H */
