package dev.jfrtrace.bridge.mapping;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The other table: events of the JDK that have no row of {@link JfrMapping}, and why. Each shows
 * that its thread ran, where it has one, and that the recording went on; nothing else becomes of
 * it. Names are those of JDK 11 to 25, without {@code jdk.}
 */
public enum OtherEvents {
    EVIDENCE(
            "something that a thread did, of which only that it ran is shown",
            "BiasedLockClassRevocation BiasedLockRevocation BiasedLockSelfRevocation ClassDefine"
                    + " ClassRedefinition ClassUnload CodeCacheFull CompilationFailure"
                    + " CompilerInlining CompilerPhase Deoptimization"
                    + " Deserialization DumpReason FinalField Flush HeapDump JITRestart"
                    + " JavaMonitorDeflate JavaMonitorInflate NativeLibraryLoad NativeLibraryUnload"
                    + " ProcessStart RedefineClasses ReservedStackActivation RetransformClasses"
                    + " SecurityPropertyModification SerializationMisdeclaration Shutdown"
                    + " SweepCodeCache SyncOnValueBasedClass TLSHandshake"
                    + " VirtualThreadSubmitFailed X509Certificate X509Validation"),
    AFTERWARDS(
            "written when a chunk ends, about something earlier: at its own time nothing happened",
            "DeprecatedInvocation"),
    CONFIGURATION(
            "how the JVM, its machine or the recording is set up; some of it is in the report",
            "ActiveRecording ActiveSetting BooleanFlag BooleanFlagChanged"
                    + " CPUTimeStampCounter CodeCacheConfiguration CodeSweeperConfiguration"
                    + " CompilerConfiguration DoubleFlag DoubleFlagChanged"
                    + " GCConfiguration GCHeapConfiguration GCSurvivorConfiguration"
                    + " GCTLABConfiguration InitialEnvironmentVariable InitialSecurityProperty"
                    + " InitialSystemProperty IntFlag IntFlagChanged JVMInformation JavaAgent"
                    + " LongFlag LongFlagChanged ModuleExport ModuleRequire NativeAgent"
                    + " NativeLibrary OSInformation SecurityProviderService StringFlag"
                    + " StringFlagChanged SystemProcess UnsignedIntFlag UnsignedIntFlagChanged"
                    + " UnsignedLongFlag UnsignedLongFlagChanged VirtualizationInformation"
                    + " YoungGenerationConfiguration"),
    FIGURE(
            "figures of the whole JVM or machine, taken periodically",
            "CPUTimeSamplesLost ClassLoaderStatistics ClassLoadingStatistics"
                    + " CodeCacheStatistics CodeSweeperStatistics CompilerQueueUtilization"
                    + " CompilerStatistics ContainerCPUUsage"
                    + " ContainerIOUsage ContainerMemoryUsage DirectBufferStatistics"
                    + " ExceptionStatistics FinalizerStatistics GCHeapMemoryPoolUsage"
                    + " JavaMonitorStatistics JavaThreadStatistics"
                    + " LoaderConstraintsTableStatistics MethodTiming NativeMemoryUsage"
                    + " NativeMemoryUsageTotal NetworkUtilization ObjectCount ObjectCountAfterGC"
                    + " OldObjectSample PhysicalMemory PlaceholderTableStatistics"
                    + " ProtectionDomainCacheTableStatistics ResidentSetSize StringTableStatistics"
                    + " SwapSpace SymbolTableStatistics ThreadContextSwitchRate"
                    + " ZStatisticsCounter ZStatisticsSampler"),
    COLLECTION(
            "details of a collection, whose pauses and phases are shown",
            "EvacuationInformation G1AdaptiveIHOP"
                    + " G1BasicIHOP G1EvacuationOldStatistics G1EvacuationYoungStatistics"
                    + " G1GarbageCollection G1HeapRegionInformation G1HeapRegionTypeChange"
                    + " G1HeapSummary G1MMU GCCPUTime GCLocker GCPhasePauseLevel1"
                    + " GCPhasePauseLevel2 GCPhasePauseLevel3 GCPhasePauseLevel4"
                    + " GCReferenceStatistics MetaspaceAllocationFailure"
                    + " MetaspaceChunkFreeListSummary MetaspaceGCThreshold MetaspaceOOM"
                    + " MetaspaceSummary OldGarbageCollection PSHeapSummary"
                    + " ParallelOldGarbageCollection PromoteObjectInNewPLAB"
                    + " PromoteObjectOutsidePLAB ShenandoahEvacuationInformation"
                    + " ShenandoahHeapRegionInformation ShenandoahHeapRegionStateChange"
                    + " TenuringDistribution YoungGarbageCollection ZOldGarbageCollection"
                    + " ZPageAllocation ZRelocationSet ZRelocationSetGroup ZThreadPhase ZUncommit"
                    + " ZUnmap ZYoungGarbageCollection"),
    SAFEPOINT(
            "parts of a safepoint, which is shown as a whole",
            "SafepointCleanup SafepointCleanupTask SafepointLatency SafepointStateSynchronization"
                    + " SafepointWaitBlocked"),
    NEVER(
            "declared, but written by no build that was tried",
            "ContinuationFreeze ContinuationFreezeFast ContinuationFreezeSlow ContinuationThaw"
                    + " ContinuationThawFast ContinuationThawSlow");

    private static final Map<String, OtherEvents> BY_NAME = byName();

    private final String why;
    private final List<String> names;

    OtherEvents(String why, String names) {
        this.why = why;
        this.names = List.of(names.split(" "));
    }

    private static Map<String, OtherEvents> byName() {
        Map<String, OtherEvents> table = new HashMap<>();
        Arrays.stream(values()).forEach(kind -> kind.names.forEach(n -> table.put(n, kind)));
        return table;
    }

    /** What they have in common, and why nothing more is made of them. */
    public String why() {
        return why;
    }

    /** Their names, without {@code jdk.} */
    public List<String> names() {
        return names;
    }

    /** Where an event type stands, by its full name; {@code null} when it is not known. */
    public static OtherEvents of(String typeName) {
        String name = JfrMapping.modernName(typeName);
        return name.startsWith("jdk.") ? BY_NAME.get(name.substring("jdk.".length())) : null;
    }
}
